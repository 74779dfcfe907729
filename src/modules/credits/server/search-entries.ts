import { Prisma, type Work } from "@/platform/db";
import type { LedgerKind } from "../domain/entry";
import { findCardsPort } from "./ports";

/** A text as a part to look for in LIKE. */
export function likePart(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}

/** Entries `e` to look at: a view of them that may use indexes (docs/decisions/0012) and a condition. */
export type EntriesPart = { from: Prisma.Sql; where: Prisma.Sql };

function narrowed({ from, where }: EntriesPart, ...conditions: Prisma.Sql[]): EntriesPart {
  return { from, where: Prisma.join([where, ...conditions], " AND ") };
}

/** The two sides on which an account has entries; those within one account are on the first. */
function sidesOf(accountId: string): { out: EntriesPart; incoming: EntriesPart } {
  return {
    out: { from: Prisma.sql`own_entries_out`, where: Prisma.sql`e.source_account_id = ${accountId}::uuid` },
    incoming: { from: Prisma.sql`own_entries_in`, where: Prisma.sql`e.dest_account_id = ${accountId}::uuid` },
  };
}

/** What an index can tell a kind by, which PostgreSQL can't use here itself (docs/decisions/0012). A card's charges are most entries, forfeits are few. */
const TELLS: Record<LedgerKind, string> = {
  LOAD: " AND e.card_id IS NULL",
  TRANSFER: " AND e.card_id IS NULL",
  CARD: "",
  REFUND: " AND e.refund_of_id IS NOT NULL",
  FORFEIT: "",
};

/** All entries of the transaction's account, or those of some kinds: parts that an index gives in the order of time. */
export function entriesOf(accountId: string, kinds: readonly LedgerKind[] | undefined): EntriesPart[] {
  const { out, incoming } = sidesOf(accountId);
  if (!kinds?.length) return [out, incoming];
  return kinds.flatMap((kind) => {
    const own = narrowed(out, Prisma.raw(`e.kind = '${kind}'${TELLS[kind]}`));
    if (kind === "TRANSFER") return [own, narrowed(incoming, Prisma.sql`e.kind = 'TRANSFER'`)];
    return kind === "LOAD" ? narrowed(incoming, Prisma.sql`e.source_account_id IS NULL AND e.kind = 'LOAD'`) : own;
  });
}

/** What fits a search: as a condition on any entry `e`, and as parts that have an index of their own each. */
export type Fitting = { fits: Prisma.Sql; parts: EntriesPart[] };

/** The order of a page of entries `e`, with a limit. */
export type Order = (most: number) => Prisma.Sql;

const BETWEEN = Prisma.sql`e.source_account_id IS DISTINCT FROM e.dest_account_id`;

/** Ids of the accounts on the other side of the account's entries whose name fits a pattern of LIKE. */
export async function counterpartsLike(work: Work, accountId: string, pattern: string): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ledger_counterparts(${accountId}::uuid, ${pattern}) AS id`;
  return rows.map((row) => row.id);
}

/** The entries to, and those from, the accounts of a list: the newest of each by index, since a list of many is no help for the planner. */
export function entriesWith(accountId: string, ids: string[], where: Prisma.Sql, newest: Prisma.Sql): EntriesPart[] {
  if (ids.length === 0) return [];
  const { out, incoming } = sidesOf(accountId);
  return [
    narrowed(out, BETWEEN, Prisma.sql`e.dest_account_id = other.id`, where),
    narrowed(incoming, Prisma.sql`e.source_account_id = other.id`, where),
  ].map((part) => ({
    from: Prisma.sql`(SELECT e.* FROM unnest(${ids}::uuid[]) AS other (id)
      CROSS JOIN LATERAL (SELECT e.* FROM ${part.from} e WHERE ${part.where} ${newest}) e)`,
    where: Prisma.sql`true`,
  }));
}

/**
 * The entries of the transaction's account that a search text fits: by their comment (an order's number is in it), their card, or the name of
 * who is on the other side.
 */
export async function fittingEntries(
  work: Work,
  accountId: string,
  text: string,
  { where, order, limit }: { where: Prisma.Sql; order: Order; limit: number },
): Promise<Fitting> {
  const pattern = likePart(text);
  const { out, incoming } = sidesOf(accountId);
  const ids = await counterpartsLike(work, accountId, pattern);
  const cards = findCardsPort.ask(text);
  const comment = Prisma.sql`e.comment IS NOT NULL AND lower(e.comment) LIKE ${pattern}`;
  const loaded = Prisma.sql`e.source_account_id IS NULL AND (SELECT lower(operator_name) FROM operator_settings LIMIT 1) LIKE ${pattern}`;
  const other = Prisma.sql`${BETWEEN} AND (e.source_account_id = ANY (${ids}::uuid[]) OR e.dest_account_id = ANY (${ids}::uuid[]))`;
  return {
    fits: Prisma.sql`(${comment} OR ${loaded} OR ${other} OR ${cards.fits(Prisma.sql`e.card_id`)})`,
    parts: [
      narrowed(out, comment, where),
      narrowed(incoming, comment, where),
      narrowed(incoming, loaded, where),
      ...cards.queries.map((query) => narrowed(out, Prisma.sql`e.card_id IN (${query})`, where)),
      ...entriesWith(accountId, ids, where, order(limit)),
    ],
  };
}

/** So many of the newest entries say whether a search fits often or rarely; where it does often, so many are walked over at most. */
const GLANCE = { entries: 500, often: 5 };
const WALK = 20_000;
/** The walk goes so many times as far as the glance lets expect. */
const MARGIN = 2;

type Search = { entries: EntriesPart[]; where: Prisma.Sql; fitting: Fitting; order: Order; limit: number };

/**
 * A query of the ids and times of a page of entries that a search fits. What fits often is found by walking over the entries in their
 * order; what fits rarely by the indexes of what it fits. PostgreSQL can't tell the two apart here: under row-level security it asks no
 * statistics about LIKE.
 */
export async function foundEntries(work: Work, { entries, where, fitting, order, limit }: Search): Promise<Prisma.Sql> {
  const walk = (most: number) => {
    const sides = entries.map(
      (part) => Prisma.sql`(SELECT e.* FROM ${part.from} e WHERE ${part.where} AND ${where} ${order(most)})`,
    );
    return work.tx.$queryRaw<{ id: string }[]>`
      SELECT e.id FROM (SELECT e.* FROM (${Prisma.join(sides, " UNION ALL ")}) e ${order(most)}) e WHERE ${fitting.fits} ${order(limit)}`;
  };
  let found = await walk(GLANCE.entries);
  if (found.length < limit && found.length >= GLANCE.often)
    found = await walk(Math.min(WALK, Math.ceil((GLANCE.entries * limit * MARGIN) / found.length)));
  if (found.length < limit) return inOrder(fitting.parts, order(limit));
  return Prisma.sql`SELECT e.id, e.at FROM ledger_entries e WHERE e.id = ANY (${found.map((row) => row.id)}::uuid[])`;
}

/** A query of the ids and times of the entries of some parts, no more of each than a page holds. */
export function inOrder(parts: EntriesPart[], newest: Prisma.Sql): Prisma.Sql {
  return Prisma.join(
    parts.map((part) => Prisma.sql`(SELECT e.id, e.at FROM ${part.from} e WHERE ${part.where} ${newest})`),
    " UNION ",
  );
}
