import { operatorAccount } from "@/modules/accounts/server";
import type { Prisma, Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { log } from "@/platform/logging";
import { newId } from "@/shared/kernel/ids";
import { cardCreditsPort } from "./ports";
import { type LedgerCheck, type LedgerDifference, verifyLedger } from "./verify-ledger";

/** The ledger by itself (I1–I6), and with the cards that its entries are for (I7, I13, I14). Reads only; system scope. */
export async function verifyCredits(work: Work): Promise<LedgerCheck> {
  const check = await verifyLedger(work);
  return { ...check, differences: [...check.differences, ...(await cardCreditsPort.ask(work))] };
}

/**
 * Recomputes the ledger, keeps the result for the operator's console and mails the operator about what the check before did
 * not find, so once per failure. System scope.
 */
export async function checkLedger(work: Work): Promise<LedgerCheck> {
  // A million entries take longer than a request's statement may.
  await work.tx.$executeRaw`SET LOCAL statement_timeout = '10min'`;
  const begun = performance.now();
  const check = await verifyCredits(work);
  const before = new Set((await lastLedgerCheck(work))?.differences.map(nameOf));
  const id = newId();
  const kept = check.differences.slice(0, KEPT);
  await work.tx.ledgerCheck.create({
    data: {
      id,
      at: work.now,
      duration: Math.round(performance.now() - begun),
      entries: check.entries,
      accounts: check.accounts,
      differences: kept as unknown as Prisma.InputJsonArray,
    },
  });
  if (check.differences.length > 0) log.error({ differences: check.differences.length }, "The ledger is not sound");
  if (kept.some((one) => !before.has(nameOf(one)))) await tellOperator(work, id);
  work.touch("operator");
  return check;
}

/** How many differences are kept. */
const KEPT = 100;

/** Which failure a difference is, whatever its figures are by now. */
const nameOf = ({ what, accountId, subject }: LedgerDifference) => [what, accountId, subject].join("|");

async function tellOperator(work: Work, checkId: string): Promise<void> {
  const operator = await operatorAccount(work);
  await queueEmail(work, {
    kind: "ledger-differs",
    accountId: operator.id,
    to: { address: operator.email, name: `${operator.firstName} ${operator.lastName}` },
    locale: operator.locale,
    data: { checkId },
  });
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
