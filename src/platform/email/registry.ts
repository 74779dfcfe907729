import type { EmailBrand } from "@emails/_brand/brand";
import type { EmailData, EmailKind } from "@emails/catalogue";
import type { Work } from "../db";

/** A mail of the outbox, as resolvers and listeners see it. */
export type EmailRow = {
  id: string;
  accountId: string | null;
  kind: string;
  toAddress: string;
  toName: string | null;
  locale: string;
  data: Record<string, unknown>;
  cardId: string | null;
  sendingId: string | null;
  attempts: number;
  createdAt: Date;
};

/** What a mail says: brand and values of its template; or that it has lost its sense (a link withdrawn meanwhile). */
export type ResolvedEmail<Kind extends EmailKind> =
  | { brand: EmailBrand; data: EmailData<Kind>; locale?: string }
  | "cancel";

/**
 * Turns the ids of mails into texts and links, at the time of writing; here link tokens are derived. Runs in the system
 * scope, may run twice, must change nothing. `resolveAll` answers many at once (a batch is up to 200), in any order, and
 * leaves out what is to be cancelled; use it where mails go out in thousands, and give rows of one brand the same object.
 */
export type EmailResolver<Kind extends EmailKind> =
  | { resolve(work: Work, row: EmailRow): Promise<ResolvedEmail<Kind>> }
  | { resolveAll(work: Work, rows: EmailRow[]): Promise<Map<string, ResolvedEmail<Kind>>> };

export type Delivery = { status: "ACCEPTED" | "QUEUED" | "FAILED" | "CANCELLED"; detail: string | null };
export type DeliveryListener = (work: Work, row: EmailRow, delivery: Delivery) => Promise<void>;

const resolvers = new Map<string, EmailResolver<EmailKind>>();
const listeners = new Map<string, DeliveryListener[]>();

/** Says how mails of a kind are written. Called by composition/, once per kind; again replaces. */
export function registerEmail<Kind extends EmailKind>(kind: Kind, resolver: EmailResolver<Kind>): void {
  resolvers.set(kind, resolver as unknown as EmailResolver<EmailKind>);
}

/**
 * Calls a function, in the transaction that notes the result, whenever a mail of a kind was handed over, failed for good,
 * was cancelled, or waits for another try. A card's open page hears of it without (topic `card:<id>`).
 */
export function onDelivery(kind: EmailKind, listener: DeliveryListener): void {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function resolverOf(kind: string): EmailResolver<EmailKind> | undefined {
  return resolvers.get(kind);
}

export function listenersOf(kind: string): DeliveryListener[] {
  return listeners.get(kind) ?? [];
}
