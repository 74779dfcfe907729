import { accountOf, type Work } from "@/platform/db";

/** The sites of an account that are not deleted, by name. */
export function listAccountSites(work: Work): Promise<{ id: string; name: string }[]> {
  return work.tx.site.findMany({
    where: { accountId: accountOf(work), deletedAt: null },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}
