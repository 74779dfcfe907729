import { base64url } from "jose";
import type { HeldCard } from "./phone-store";

const text = new TextDecoder();

/**
 * What of a card may not leave the phone, as long as the card may be used; null before its validity begins and from the end of its
 * lease on, online or not (docs/phone-protocol.md). `now` is the phone's clock.
 */
export function usableSecrets(
  { secrets, leaseEndsAt, card }: Pick<HeldCard, "secrets" | "leaseEndsAt" | "card">,
  now: Date,
): Record<string, unknown> | null {
  const at = now.getTime();
  if (Date.parse(leaseEndsAt) <= at || (card.validFrom && Date.parse(card.validFrom) > at)) return null;
  return JSON.parse(text.decode(base64url.decode(secrets)));
}
