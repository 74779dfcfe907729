import type { Performer, Prisma, Work } from "@/platform/db";
import { definePort } from "@/shared/kernel/port";
import type { LedgerDifference } from "./verify-ledger";

/** What the cards that entries are for are called, by their ids. */
export const cardLabelsPort =
  definePort<(work: Work, cardIds: string[]) => Promise<Map<string, { name: string; siteId: string }>>>(
    "credits.cardLabels",
  );

/** The cards of the transaction's account that a search text (not blank) fits: queries of their ids, and whether one card does. */
export const findCardsPort =
  definePort<(text: string) => { queries: Prisma.Sql[]; fits(cardId: Prisma.Sql): Prisma.Sql }>("credits.findCards");

/** Closes all cards of a deleted account: their links die, and its phones are told to remove them. In transactions of its own. */
export const closeCardsPort =
  definePort<(accountId: string, performer: Performer) => Promise<void>>("credits.closeCards");

/** What of cards and credits together is not as the rules say (I7, I13, I14). System scope. */
export const cardCreditsPort = definePort<(work: Work) => Promise<LedgerDifference[]>>("credits.cardCredits");
