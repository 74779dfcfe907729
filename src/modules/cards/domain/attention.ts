/** What about a card asks for a person (the welcome page's list, and a filter of the cards'). */
export const ATTENTION = ["notActivated", "notDelivered", "revokeLate"] as const;
export type Attention = (typeof ATTENTION)[number];

/** Days after which a sent card that nobody activated asks for attention, and after which a revocation that no phone confirmed does. */
export const ATTENTION_DAYS = { notActivated: 14, revokeLate: 7 } as const;

/** The moment before which something happened that asks for attention now. */
export function attentionSince(now: Date, what: keyof typeof ATTENTION_DAYS): Date {
  return new Date(now.getTime() - ATTENTION_DAYS[what] * 86_400_000);
}
