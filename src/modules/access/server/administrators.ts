import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";

/**
 * Makes sure that an account keeps an active administrator when these users stop being one; whoever else takes an
 * administrator away at the same moment waits, and then counts what is left.
 *
 * @throws AppError REFUSED `access.lastAdministrator`.
 */
export async function keepAnAdministrator(work: Work, accountId: string, without: string[]): Promise<void> {
  await work.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('administrators:' || ${accountId}, 0))::text`;
  const left = await work.tx.user.count({
    where: { accountId, status: "ACTIVATED", profile: { administrator: true }, id: { notIn: without } },
  });
  if (left === 0) throw new AppError("REFUSED", "access.lastAdministrator");
}
