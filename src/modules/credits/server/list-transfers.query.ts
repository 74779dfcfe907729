import { accountOf, Prisma, type Work } from "@/platform/db";
import { decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { TransferRowDto, TransfersInput } from "../contract";
import { type LedgerPhase, stateOf } from "../domain/entry";

type Row = Omit<TransferRowDto, "at" | "state"> & { at: Date; phase: LedgerPhase; resolvedBy: LedgerPhase | null };

/** The transfer history of a reseller (R138–R143): one line per transfer, newest first; the search looks in every column. */
export async function listTransfers(work: Work, input: TransfersInput): Promise<Page<TransferRowDto>> {
  const { filters, limit } = input;
  const cursor = decodeCursor(input.cursor);
  const back = cursor?.backwards ?? false;
  const order = Prisma.raw(back ? "ASC" : "DESC");
  const conditions = [
    Prisma.sql`e.source_account_id = ${accountOf(work)}::uuid AND e.kind = 'TRANSFER' AND e.phase IN ('SINGLE', 'PENDING')`,
  ];
  if (filters.from) conditions.push(Prisma.sql`e.at >= ${new Date(filters.from)}`);
  if (filters.to) conditions.push(Prisma.sql`e.at <= ${new Date(filters.to)}`);
  if (filters.customerId) conditions.push(Prisma.sql`e.dest_account_id = ${filters.customerId}::uuid`);
  if (input.search) {
    const pattern = `%${input.search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(Prisma.sql`lower(concat_ws(' ', ledger_counterpart(e.id, e.source_account_id), e.performer_name, e.comment, e.amount,
      to_char(e.at, 'DD-MM-YYYY HH24:MI'))) LIKE ${pattern}`);
  }
  if (cursor && !Number.isNaN(Date.parse(String(cursor.value)))) {
    const beyond = Prisma.raw(back ? ">" : "<");
    conditions.push(Prisma.sql`(e.at, e.id) ${beyond} (${new Date(String(cursor.value))}, ${cursor.id}::uuid)`);
  }
  const found = await work.tx.$queryRaw<Row[]>`
    SELECT e.id, e.at, e.dest_account_id AS "customerId", coalesce(ledger_counterpart(e.id, e.source_account_id), '') AS "to",
      e.performer_name AS "by", e.amount, e.comment, e.phase::text, r.phase::text AS "resolvedBy"
    FROM ledger_entries e LEFT JOIN ledger_entries r ON r.pending_id = e.id
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY e.at ${order}, e.id ${order} LIMIT ${limit + 1}`;
  const more = found.length > limit;
  const kept = found.slice(0, limit);
  if (back) kept.reverse();
  const rows = kept.map(({ phase, resolvedBy, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    state: stateOf(phase, resolvedBy),
  }));
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    nextCursor: last && (back || more) ? encodeCursor({ value: last.at, id: last.id }) : null,
    previousCursor:
      first && (back ? more : cursor !== null)
        ? encodeCursor({ value: first.at, id: first.id, backwards: true })
        : null,
    total: null,
  };
}
