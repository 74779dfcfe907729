import { changeCards } from "@/modules/delivery/server";
import { accountScope, inTransaction, type Performer } from "@/platform/db";

const BATCH = 500;

/** Deletes every card of a deleted account, a batch per transaction: links die, holds end, phones are told. */
export async function closeCards(accountId: string, performer: Performer): Promise<void> {
  const scope = accountScope(accountId);
  const sites = await inTransaction({ scope, performer }, ({ tx }) =>
    tx.site.findMany({ where: { accountId }, select: { id: true } }),
  );
  for (const { id: siteId } of sites)
    for (const kinds of ["user", "configuration"] as const)
      while (await closeSome(accountId, siteId, kinds, performer));
}

/** @returns whether there may be more. */
function closeSome(
  accountId: string,
  siteId: string,
  kinds: "user" | "configuration",
  performer: Performer,
): Promise<boolean> {
  return inTransaction({ scope: accountScope(accountId), performer, timeout: 60_000 }, async (work) => {
    const cards = await work.tx.virtualCard.findMany({
      where: {
        accountId,
        siteId,
        status: { not: "DELETED" },
        kind: kinds === "user" ? { not: "CONFIGURATION" } : "CONFIGURATION",
      },
      select: { id: true },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    if (cards.length === 0) return false;
    const page = kinds === "user" ? "cards" : "configurators";
    const { outcomes } = await changeCards(work, { siteId, kinds, event: "delete", cards, page });
    return cards.length === BATCH && outcomes.some((outcome) => outcome.ok);
  });
}
