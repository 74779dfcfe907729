import { accountOf, Prisma, type Work } from "@/platform/db";
import { decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { TransferRowDto, TransfersInput } from "../contract";
import { type LedgerPhase, stateOf } from "../domain/entry";
import {
  counterpartsLike,
  type EntriesPart,
  entriesWith,
  type Fitting,
  foundEntries,
  inOrder,
  likePart,
  type Order,
} from "./search-entries";

type Row = Omit<TransferRowDto, "at" | "state"> & { at: Date; phase: LedgerPhase; resolvedBy: LedgerPhase | null };

/** What a date or a time in the table may be searched by: a part of it with one of its signs, or a year. */
const MOMENT = /[-:]|^\d{4}$/;

/**
 * The transfer history of a reseller (R138–R143): one line per transfer, newest first. The search looks in every column, times as they are
 * shown in the account's time zone.
 */
export async function listTransfers(work: Work, input: TransfersInput): Promise<Page<TransferRowDto>> {
  const { filters, limit } = input;
  const cursor = decodeCursor(input.cursor);
  const back = cursor?.backwards ?? false;
  const direction = Prisma.raw(back ? "ASC" : "DESC");
  const order: Order = (most) => Prisma.sql`ORDER BY e.at ${direction}, e.id ${direction} LIMIT ${most}`;
  const conditions = [
    Prisma.sql`e.source_account_id = ${accountOf(work)}::uuid AND e.kind = 'TRANSFER' AND e.phase IN ('SINGLE', 'PENDING')`,
  ];
  if (filters.from) conditions.push(Prisma.sql`e.at >= ${new Date(filters.from)}`);
  if (filters.to) conditions.push(Prisma.sql`e.at <= ${new Date(filters.to)}`);
  if (filters.customerId) conditions.push(Prisma.sql`e.dest_account_id = ${filters.customerId}::uuid`);
  if (cursor && !Number.isNaN(Date.parse(String(cursor.value)))) {
    const beyond = Prisma.raw(back ? ">" : "<");
    conditions.push(Prisma.sql`(e.at, e.id) ${beyond} (${new Date(String(cursor.value))}, ${cursor.id}::uuid)`);
  }
  const where = Prisma.join(conditions, " AND ");
  const all = { where, order, limit: limit + 1 };
  const page = input.search
    ? await foundEntries(work, { ...all, entries: [OUT], fitting: await fittingTransfers(work, input.search, all) })
    : inOrder([{ ...OUT, where }], order(limit + 1));
  const found = await work.tx.$queryRaw<Row[]>`
    SELECT e.id, e.at, e.dest_account_id AS "customerId", coalesce(ledger_counterpart(e.id, e.source_account_id), '') AS "to",
      e.performer_name AS "by", e.amount, e.comment, e.phase::text, r.phase::text AS "resolvedBy"
    FROM (SELECT e.id, e.at FROM (${page}) e ${order(limit + 1)}) page
      JOIN ledger_entries e ON e.id = page.id LEFT JOIN ledger_entries r ON r.pending_id = e.id
    ORDER BY e.at ${direction}, e.id ${direction}`;
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

const OUT: EntriesPart = { from: Prisma.sql`own_entries_out`, where: Prisma.sql`true` };

/** What a search text fits: who did it, comment and amount as `ledger_entries_transfer_text` indexes them, word for word; the receiver; the time. */
async function fittingTransfers(
  work: Work,
  text: string,
  { where, order, limit }: { where: Prisma.Sql; order: Order; limit: number },
): Promise<Fitting> {
  const me = accountOf(work);
  const pattern = likePart(text);
  const ids = await counterpartsLike(work, me, pattern);
  const texts = Prisma.sql`lower(e.performer_name || ' ' || coalesce(e.comment, '') || ' ' || e.amount::text) LIKE ${pattern}`;
  const conditions = [texts];
  const zone = Prisma.sql`(SELECT time_zone FROM accounts WHERE id = ${me}::uuid)`;
  if (MOMENT.test(text))
    conditions.push(Prisma.sql`to_char(e.at AT TIME ZONE ${zone}, 'DD-MM-YYYY HH24:MI') LIKE ${pattern}`);
  return {
    fits: Prisma.sql`(${Prisma.join([...conditions, Prisma.sql`e.dest_account_id = ANY (${ids}::uuid[])`], " OR ")})`,
    parts: [
      ...conditions.map((fits) => ({ ...OUT, where: Prisma.sql`${where} AND ${fits}` })),
      ...entriesWith(me, ids, where, order(limit)),
    ],
  };
}
