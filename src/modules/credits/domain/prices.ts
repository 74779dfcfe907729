/** Prices of sending, in credits, as the operator has set them (decisions, section 4). Configuration cards are free. */
export type Prices = { PRIVATE_ID: number; MOBILE_ID_PLUS: number; CONFIGURATION: 0 };

export type PricedKind = keyof Prices;

/** What sending cards of these kinds costs, in credits. */
export function costOf(prices: Prices, kinds: Iterable<PricedKind>): number {
  let total = 0;
  for (const kind of kinds) total += prices[kind];
  return total;
}
