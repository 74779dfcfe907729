import type { SiteRight } from "@/authz";
import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CardAction } from "../../domain/card-actions";
import type { CardsChange } from "../change-cards";

/** Which cards a bulk action is about: what a module brings to the engine. */
export type BulkKind = {
  kinds: CardsChange["kinds"];
  page: CardsChange["page"];
  /** The right that each action needs until its last card is done, and the one to look on. */
  rights: Readonly<Record<CardAction, SiteRight>>;
  viewRight: SiteRight;
  /** Today's prices, where sending costs something. */
  prices(work: Work): Promise<NonNullable<CardsChange["prices"]> | undefined>;
};

/** The event of the lifecycle that an action stands for; `scheduledFor`: a send at a time to come. */
export function eventOf(action: CardAction, scheduledFor?: Date | null): CardsChange["event"] {
  if (action !== "send") return action;
  return scheduledFor ? "schedule" : "sendAny";
}

/** The kind of a bulk action that was stored under its name. */
export function bulkKindOf(kinds: readonly BulkKind[], name: string): BulkKind {
  const kind = kinds.find((one) => one.kinds === name);
  if (!kind) throw new Error(`No bulk actions of kind ${name}`);
  return kind;
}

/**
 * Requires that prices are those that were seen.
 *
 * @throws AppError CONFLICT `cards.priceChanged` {total}
 */
export function requirePrices(now: CardsChange["prices"], seen: unknown, total: number): void {
  const of = (prices: unknown) => JSON.stringify(Object.entries((prices ?? {}) as object).sort());
  if (of(now) !== of(seen)) throw new AppError("CONFLICT", "cards.priceChanged", { params: { total } });
}
