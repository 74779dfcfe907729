import { Prisma, type Work } from "@/platform/db";
import { type CursorPosition, decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { StatementInput, StatementRowDto } from "../contract";
import { type Effect, effectOn, type LedgerBucket, type LedgerKind, type LedgerPhase, stateOf } from "../domain/entry";
import { changesSince } from "./changes-since.query";
import { cardLabelsPort } from "./ports";
import { entriesOf, fittingEntries, foundEntries, inOrder, type Order } from "./search-entries";

type EntryRow = {
  id: string;
  at: Date;
  kind: LedgerKind;
  phase: LedgerPhase;
  resolvedBy: LedgerPhase | null;
  sourceAccountId: string | null;
  sourceBucket: LedgerBucket;
  destAccountId: string;
  destBucket: LedgerBucket;
  amount: number;
  cardId: string | null;
  orderNumber: number | null;
  comment: string | null;
  performerName: string;
  counterpart: string | null;
  balance: bigint;
  available: bigint;
};

/** A position in the statement with the balance there, so that a page deep down needs no sum over all above it. */
type Position = { at: string; id: string; backwards: boolean; base: Effect | null };

/**
 * The ledger statement of the transaction's account, newest first. Each line carries the balance and the available credits after it, unless a
 * search or a filter leaves lines out between.
 */
export async function listStatement(
  work: Work,
  accountId: string,
  input: StatementInput,
): Promise<Page<StatementRowDto>> {
  const { filters, limit } = input;
  const position = positionOf(decodeCursor(input.cursor));
  const backwards = position?.backwards ?? false;
  const complete = !input.search && !filters.kinds?.length && !filters.states?.length;
  const conditions = [Prisma.sql`true`];
  if (filters.from) conditions.push(Prisma.sql`e.at >= ${new Date(filters.from)}`);
  if (filters.to) conditions.push(Prisma.sql`e.at <= ${new Date(filters.to)}`);
  if (filters.states?.length) conditions.push(Prisma.sql`${STATE} = ANY (${filters.states}::text[])`);
  if (position) {
    const beyond = Prisma.raw(backwards ? ">" : "<");
    conditions.push(Prisma.sql`(e.at, e.id) ${beyond} (${new Date(position.at)}, ${position.id}::uuid)`);
  }
  const direction = Prisma.raw(backwards ? "ASC" : "DESC");
  const order: Order = (most) => Prisma.sql`ORDER BY e.at ${direction}, e.id ${direction} LIMIT ${most}`;
  const page = await pageOf(work, accountId, input, {
    where: Prisma.join(conditions, " AND "),
    order,
    limit: limit + 1,
  });
  const rows = await work.tx.$queryRaw<EntryRow[]>`
    SELECT e.id, e.at, e.kind::text, e.phase::text, r.phase::text AS "resolvedBy", e.source_account_id AS "sourceAccountId",
      e.source_bucket::text AS "sourceBucket", e.dest_account_id AS "destAccountId", e.dest_bucket::text AS "destBucket", e.amount,
      e.card_id AS "cardId", o.number AS "orderNumber", e.comment, e.performer_name AS "performerName",
      ledger_counterpart(e.id, ${accountId}::uuid) AS counterpart,
      (SELECT b.available FROM credit_balances b WHERE b.account_id = ${accountId}::uuid) AS available,
      (SELECT sum(s.held) FROM credit_slots s WHERE s.account_id = ${accountId}::uuid)::bigint
        + (SELECT b.available FROM credit_balances b WHERE b.account_id = ${accountId}::uuid) AS balance
    FROM (SELECT e.id, e.at FROM (${page}) e ${order(limit + 1)}) page
      JOIN ledger_entries e ON e.id = page.id LEFT JOIN ledger_entries r ON r.pending_id = e.id LEFT JOIN credit_orders o ON o.id = e.order_id
    ORDER BY e.at ${direction}, e.id ${direction}`;

  const more = rows.length > limit;
  const kept = rows.slice(0, limit);
  if (backwards) kept.reverse();
  const effects = kept.map((row) => effectOn(accountId, row));
  const start = complete ? await balanceAtTop(work, accountId, position, kept[0], effects, filters.to) : null;
  const labels = await cardLabelsPort.ask(work, [...new Set(kept.flatMap((row) => row.cardId ?? []))]);
  let running = start;
  const shown = kept.map((row, index): StatementRowDto => {
    const effect = effects[index] as Effect;
    const after = running;
    if (running)
      running = { balance: running.balance - effect.balance, available: running.available - effect.available };
    const card = row.cardId ? labels.get(row.cardId) : undefined;
    const state = stateOf(row.phase, row.resolvedBy);
    return {
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      phase: row.phase,
      state,
      amount: row.amount,
      incoming: row.destAccountId === accountId && row.destBucket === "MAIN",
      balanceChange: effect.balance,
      availableChange: effect.available,
      balance: after?.balance ?? null,
      available: after?.available ?? null,
      counterpart: row.counterpart,
      card: card && row.cardId ? { id: row.cardId, ...card } : null,
      orderNumber: row.orderNumber,
      comment: row.comment,
      performerName: row.performerName,
      cancellable: state === "ON_HOLD" && row.kind === "TRANSFER" && row.sourceAccountId === accountId,
    };
  });
  const first = shown[0];
  const last = shown.at(-1);
  const below = running;
  return {
    rows: shown,
    nextCursor: last && (backwards || more) ? cursorOf(last, false, below) : null,
    previousCursor: first && (backwards ? more : position !== null) ? cursorOf(first, true, start) : null,
    total: null,
  };
}

/** A query of the ids and times of the entries on a page, and maybe more. */
async function pageOf(
  work: Work,
  accountId: string,
  { search, filters }: StatementInput,
  { where, order, limit }: { where: Prisma.Sql; order: Order; limit: number },
): Promise<Prisma.Sql> {
  const entries = entriesOf(accountId, filters.kinds);
  if (!search)
    return inOrder(
      entries.map((part) => ({ ...part, where: Prisma.sql`${part.where} AND ${where}` })),
      order(limit),
    );
  const kind = filters.kinds?.length ? Prisma.sql`e.kind = ANY (${filters.kinds}::ledger_kind[])` : Prisma.sql`true`;
  const all = { where: Prisma.sql`${where} AND ${kind}`, order, limit };
  return foundEntries(work, { entries, ...all, fitting: await fittingEntries(work, accountId, search, all) });
}

const RESOLVED = Prisma.sql`(SELECT r.phase FROM ledger_entries r WHERE r.pending_id = e.id)`;
const STATE = Prisma.sql`CASE WHEN e.phase = 'VOID' THEN 'VOIDED' WHEN e.phase <> 'PENDING' THEN 'POSTED'
  ELSE CASE ${RESOLVED} WHEN 'VOID' THEN 'VOIDED' WHEN 'POST' THEN 'POSTED' ELSE 'ON_HOLD' END END`;

/** The balance after the topmost line of a page. */
async function balanceAtTop(
  work: Work,
  accountId: string,
  position: Position | null,
  top: EntryRow | undefined,
  effects: Effect[],
  to: string | undefined,
): Promise<Effect | null> {
  if (!top) return null;
  if (position?.backwards && position.base)
    // The line below the page had the position's balance; each line of the page adds its own change on top.
    return effects.reduce(
      (sum, effect) => ({ balance: sum.balance + effect.balance, available: sum.available + effect.available }),
      position.base,
    );
  if (position?.base) return position.base;
  const now = { balance: Number(top.balance), available: Number(top.available) };
  if (!to) return now;
  const later = await changesSince(work, accountId, new Date(to));
  return { balance: now.balance - later.balance, available: now.available - later.available };
}

function cursorOf(row: StatementRowDto, backwards: boolean, base: Effect | null): string {
  const value = base ? `${row.at}|${base.balance}|${base.available}` : row.at;
  return encodeCursor({ value, id: row.id, backwards });
}

function positionOf(cursor: CursorPosition | null): Position | null {
  if (!cursor || typeof cursor.value !== "string" || !/^[0-9a-f-]{36}$/i.test(cursor.id)) return null;
  const [at = "", balance, available] = cursor.value.split("|");
  if (Number.isNaN(Date.parse(at))) return null;
  const base = { balance: Number(balance), available: Number(available) };
  const whole = Number.isSafeInteger(base.balance) && Number.isSafeInteger(base.available) && balance !== undefined;
  return { at, id: cursor.id, backwards: cursor.backwards ?? false, base: whole ? base : null };
}
