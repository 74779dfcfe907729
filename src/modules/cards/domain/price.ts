export type UserCardKind = "PRIVATE_ID" | "MOBILE_ID_PLUS";

/** What sending a card costs today, in credits (operator settings). */
export type CardPrices = Record<UserCardKind, number>;

/** What sending cards costs together: those that are in a phase in which sending takes a hold. */
export function totalPrice(cards: readonly { kind: UserCardKind; charged: boolean }[], prices: CardPrices): number {
  return cards.reduce((sum, card) => sum + (card.charged ? prices[card.kind] : 0), 0);
}

/** How many cards, in the order given, the available credits reach for: the first ones, and none after the first that is too dear. */
export function affordable(
  cards: readonly { kind: UserCardKind; charged: boolean }[],
  prices: CardPrices,
  available: number,
): number {
  let left = available;
  for (const [index, card] of cards.entries()) {
    const price = card.charged ? prices[card.kind] : 0;
    if (price > left) return index;
    left -= price;
  }
  return cards.length;
}
