import type { Work } from "@/platform/db";
import type { SealedEntry } from "../domain/seal";
import { BEGINNING, ENTRY_COLUMNS, sealHash } from "./seals.repo";

export type ChainFault = {
  accountId: string;
  sequence: number;
  entryId: string;
  /** `changed`: entry or seal is not as it was sealed; `missing`: a seal of the chain, or a sealed entry, is gone. */
  reason: "changed" | "missing";
};
export type HistoryCheck = { accounts: number; seals: number; unsealed: number; faults: ChainFault[] };

const BATCH = 5_000;
type SealRow = SealedEntry & { sequence: bigint; hash: Uint8Array; entryId: string };

/**
 * Goes along the chain of every account and names the first entry at which it is broken. System scope; reads in batches,
 * whatever the size. Entries that have no seal yet are counted: a few of the last seconds are normal.
 */
export async function verifyHistory(work: Work, onlyAccount?: string): Promise<HistoryCheck> {
  const chains = await work.tx.$queryRaw<{ accountId: string }[]>`
    SELECT DISTINCT account_id AS "accountId" FROM history_seals ORDER BY 1`;
  const check: HistoryCheck = { accounts: 0, seals: 0, unsealed: 0, faults: [] };
  for (const { accountId } of chains) {
    if (onlyAccount && accountId !== onlyAccount) continue;
    check.accounts += 1;
    const { seals, fault } = await verifyChain(work, accountId);
    check.seals += seals;
    if (fault) check.faults.push(fault);
  }
  const [open] = await work.tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM history_entries e WHERE NOT EXISTS (SELECT FROM history_seals s WHERE s.entry_id = e.id)`;
  check.unsealed = Number(open?.count ?? 0);
  return check;
}

async function verifyChain(work: Work, accountId: string): Promise<{ seals: number; fault: ChainFault | null }> {
  let before: Uint8Array = BEGINNING;
  let last = 0;
  for (;;) {
    const rows = await work.tx.$queryRaw<SealRow[]>`
      SELECT ${ENTRY_COLUMNS}, s.sequence, s.hash, s.entry_id AS "entryId"
      FROM history_seals s LEFT JOIN history_entries e ON e.id = s.entry_id
      WHERE s.account_id = ${accountId}::uuid AND s.sequence > ${last} ORDER BY s.sequence LIMIT ${BATCH}`;
    for (const row of rows) {
      const fault = { accountId, sequence: Number(row.sequence), entryId: row.entryId };
      if (Number(row.sequence) !== last + 1 || row.id === null)
        return { seals: last, fault: { ...fault, reason: "missing" } };
      if (row.accountId !== accountId || !sealHash(before, row).equals(row.hash))
        return { seals: last, fault: { ...fault, reason: "changed" } };
      before = row.hash;
      last += 1;
    }
    if (rows.length < BATCH) return { seals: last, fault: null };
  }
}
