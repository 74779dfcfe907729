import type { Prisma, Work } from "@/platform/db";
import { log } from "@/platform/logging";
import { newId } from "@/shared/kernel/ids";
import { type LedgerCheck, type LedgerDifference, verifyLedger } from "./verify-ledger";

/** Recomputes the ledger and keeps the result. System scope. */
export async function checkLedger(work: Work): Promise<LedgerCheck> {
  // A million entries take longer than a request's statement may.
  await work.tx.$executeRaw`SET LOCAL statement_timeout = '10min'`;
  const begun = performance.now();
  const check = await verifyLedger(work);
  await work.tx.ledgerCheck.create({
    data: {
      id: newId(),
      at: work.now,
      duration: Math.round(performance.now() - begun),
      entries: check.entries,
      accounts: check.accounts,
      differences: check.differences.slice(0, 100) as unknown as Prisma.InputJsonArray,
    },
  });
  if (check.differences.length > 0) log.error({ differences: check.differences.length }, "The ledger is not sound");
  return check;
}

export type LastCheckDto = { at: string; entries: number; accounts: number; differences: LedgerDifference[] };

/** What the last check found; null before the first. System scope. */
export async function lastLedgerCheck(work: Work): Promise<LastCheckDto | null> {
  const row = await work.tx.ledgerCheck.findFirst({ orderBy: { at: "desc" } });
  if (!row) return null;
  return {
    at: row.at.toISOString(),
    entries: Number(row.entries),
    accounts: row.accounts,
    differences: row.differences as unknown as LedgerDifference[],
  };
}
