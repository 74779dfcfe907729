import type { HeldCard } from "../../phone/phone-store";

export type Validity = {
  /** `ending`: the lease ends within 5 days unless the phone goes online. */
  state: "valid" | "ending" | "ended" | "notYet" | "expired";
  /** Whole days until the end of the lease. */
  days: number;
};

const DAY = 86_400_000;

/** What a card is worth at a time, as far as the phone knows (decisions, section 6). */
export function validityOf(held: Pick<HeldCard, "leaseEndsAt" | "card">, now: Date): Validity {
  const left = Date.parse(held.leaseEndsAt) - now.getTime();
  const days = Math.max(0, Math.floor(left / DAY));
  const { validFrom, validUntil } = held.card;
  if (validUntil && Date.parse(validUntil) <= now.getTime()) return { state: "expired", days };
  if (left <= 0) return { state: "ended", days };
  if (validFrom && Date.parse(validFrom) > now.getTime()) return { state: "notYet", days };
  // The end of the card's own validity is no reason to go online.
  const ownEnd = validUntil !== null && Math.abs(Date.parse(validUntil) - Date.parse(held.leaseEndsAt)) < 1000;
  return { state: left < 5 * DAY && !ownEnd ? "ending" : "valid", days };
}
