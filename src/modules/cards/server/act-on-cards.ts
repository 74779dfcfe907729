import { currentPrices } from "@/modules/credits/server";
import { type CardsChange, changeInBatches, type StaffEvent, type Transactions } from "@/modules/delivery/server";
import { accountOf, type Work } from "@/platform/db";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import type { ActionResult, SelectionInput } from "../contract";
import type { CardPrices, UserCardKind } from "../domain/price";
import { previewAction } from "./preview-action.query";
import { selectedCards } from "./selection";

/** Does one thing to the cards of a selection, and answers per card. */
async function actOnCards(
  transactions: Transactions,
  siteId: string,
  selection: SelectionInput,
  change: Pick<CardsChange, "event" | "asManyAsPossible" | "scheduledFor">,
  beforeEach?: (work: Work) => Promise<Pick<CardsChange, "prices">>,
): Promise<ActionResult> {
  const cards = await transactions((work) => selectedCards(work, siteId, selection));
  return changeInBatches(transactions, { siteId, kinds: "user", page: "cards", cards, ...change }, beforeEach);
}

/**
 * Sends cards, or sends them again (R205, R207–R209, R242, R297): a link by e-mail per card, and a hold of today's price
 * for those that are not paid for yet. With a time to come the hold is taken now and the e-mail goes out then.
 *
 * @throws AppError BAD_INPUT `cards.scheduleTime` for a time that is past or more than a year ahead; CONFLICT
 * `cards.priceChanged` {total} where another total was seen; REFUSED `cards.insufficient` {available, needed} where the credits do not reach for all and the person did not ask for as many as possible.
 */
export async function sendCards(
  transactions: Transactions,
  siteId: string,
  input: { selection: SelectionInput; total?: number; asManyAsPossible?: boolean; at?: string },
): Promise<ActionResult> {
  const before = await transactions(async (work) => {
    const scheduledFor = timeToCome(input.at, work.now);
    const preview = await previewAction(work, siteId, "send", input.selection, input.at !== undefined);
    const prices = await currentPrices(work);
    return {
      preview,
      prices,
      scheduledFor,
      seen: (await seenCost(work, siteId, input.selection, prices)) ?? preview.cost,
    };
  });
  const { cost, available } = before.preview;
  if (input.total !== undefined && before.seen !== input.total)
    throw new AppError("CONFLICT", "cards.priceChanged", { params: { total: before.seen } });
  if (!input.asManyAsPossible && cost > available)
    throw new AppError("REFUSED", "cards.insufficient", { params: { available, needed: cost } });
  try {
    return await actOnCards(
      transactions,
      siteId,
      input.selection,
      {
        event: before.scheduledFor ? "schedule" : "sendAny",
        scheduledFor: before.scheduledFor,
        asManyAsPossible: input.asManyAsPossible,
      },
      async (work) => {
        const prices = await currentPrices(work);
        if (prices.PRIVATE_ID !== before.prices.PRIVATE_ID || prices.MOBILE_ID_PLUS !== before.prices.MOBILE_ID_PLUS)
          throw new AppError("CONFLICT", "cards.priceChanged", { params: { total: before.seen } });
        return { prices };
      },
    );
  } catch (error) {
    if (isAppError(error) && error.code === "credits.insufficient")
      throw new AppError("REFUSED", "cards.insufficient", { params: error.params, cause: error });
    throw error;
  }
}

/** How far ahead a send may be scheduled. */
const FARTHEST = 366 * 86_400_000;

/** The time to come of a send, undefined for now. @throws AppError BAD_INPUT `cards.scheduleTime` unless within a year. */
export function timeToCome(at: string | undefined, now: Date): Date | undefined {
  if (at === undefined) return undefined;
  const time = new Date(at);
  const ahead = time.getTime() - now.getTime();
  if (ahead <= 0 || ahead > FARTHEST)
    throw new AppError("BAD_INPUT", "cards.scheduleTime", { fields: { at: "cards.scheduleTime" } });
  return time;
}

/**
 * What sending the cards would cost if they still were as they were seen: cards that changed since are answered one by one
 * and cost nothing, and only a changed price makes another total. Null where the phases were not told.
 */
async function seenCost(
  work: Work,
  siteId: string,
  selection: SelectionInput,
  prices: CardPrices,
): Promise<number | null> {
  if (selection.by !== "cards" || selection.cards.some((card) => card.phase === undefined)) return null;
  const charged = selection.cards.flatMap(({ id, phase }) => (phase === "CREATED" || phase === "REVOKED" ? [id] : []));
  const kinds = await work.tx.virtualCard.groupBy({
    by: ["kind"],
    where: { accountId: accountOf(work), siteId, id: { in: charged }, kind: { not: "CONFIGURATION" } },
    _count: true,
  });
  return kinds.reduce((sum, group) => sum + prices[group.kind as UserCardKind] * group._count, 0);
}

/** Withdraws, revokes, moves, replaces, deletes, or cancels a revocation; each card as the lifecycle allows. */
export function changeSelectedCards(
  transactions: Transactions,
  siteId: string,
  event: Exclude<StaffEvent, "send" | "resend" | "schedule" | "due">,
  selection: SelectionInput,
): Promise<ActionResult> {
  return actOnCards(transactions, siteId, selection, { event });
}
