import { newId } from "@/shared/kernel/ids";
import type { Prisma, Work } from "../db";

export type FieldChange = {
  field: string;
  from: string | number | boolean | null;
  to: string | number | boolean | null;
};

/** Something that was done, for history: an action's key (`<module>.history.<action>` in the catalogue) and its parameters. */
export type HistoryEvent = {
  accountId: string;
  /** Page as in figure 8: account, users, customerAccounts, sites, readerConfigurations, cards, configurators, credits, settings. */
  page: string;
  action: string;
  params?: Record<string, string | number>;
  changes?: FieldChange[];
  siteId?: string;
  cardId?: string;
  customerId?: string;
};

/** Writes a history row in the transaction of the change (R307, I10). */
export async function recordEvent(work: Work, event: HistoryEvent): Promise<void> {
  await recordEvents(work, [event]);
}

/** Writes a history row per event, all in one statement: for what is done to many things at once. */
export async function recordEvents(work: Work, events: HistoryEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ accountId, page, action, params, changes, siteId, cardId, customerId }) => ({
    id: newId(),
    account_id: accountId,
    page,
    action,
    params: params ?? {},
    changes: changes ?? null,
    site_id: siteId,
    card_id: cardId,
    customer_id: customerId,
  }));
  const { performer } = work;
  // One parameter for all rows: the same through Prisma's createMany takes ten times as long.
  await work.tx.$executeRaw`
    INSERT INTO history_entries (id, account_id, at, page, action, params, changes, performer_kind, performer_id, performer_name,
      site_id, card_id, customer_id)
    SELECT e.id, e.account_id, ${work.now}, e.page, e.action, e.params, e.changes, ${performer.kind}, ${performer.id}, ${performer.name},
      e.site_id, e.card_id, e.customer_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e (id uuid, account_id uuid, page text, action text, params jsonb,
      changes jsonb, site_id uuid, card_id uuid, customer_id uuid)`;
  for (const event of events) {
    work.touch(`account:${event.accountId}`);
    if (event.siteId) work.touch(`site:${event.siteId}`);
    if (event.cardId) work.touch(`card:${event.cardId}`);
  }
}

/**
 * Writes a history row per row of a query, which gives `card_id` and `params`: for what is made by the thousands in one statement. Open
 * pages are told about the site, not about each card.
 */
export async function recordEventsOf(
  work: Work,
  event: Pick<HistoryEvent, "accountId" | "page" | "action"> & { siteId: string },
  rows: Prisma.Sql,
): Promise<void> {
  const { performer } = work;
  await work.tx.$executeRaw`
    INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_id, performer_name, site_id, card_id)
    SELECT uuid_v7(), ${event.accountId}::uuid, ${work.now}, ${event.page}, ${event.action}, e.params, ${performer.kind},
      ${performer.id}, ${performer.name}, ${event.siteId}::uuid, e.card_id
    FROM (${rows}) AS e`;
  work.touch(`account:${event.accountId}`);
  work.touch(`site:${event.siteId}`);
}

/** The fields of an edit that really changed, with old and new value. */
export function changesBetween<T extends Record<string, unknown>>(before: T, after: Partial<T>): FieldChange[] {
  const plain = (value: unknown) =>
    value instanceof Date ? value.toISOString() : ((value ?? null) as FieldChange["from"]);
  return Object.keys(after)
    .map((field) => ({ field, from: plain(before[field]), to: plain(after[field]) }))
    .filter((change) => change.from !== change.to);
}
