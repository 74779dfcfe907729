import type { CardStatus } from "@/modules/delivery";
import type { UserCardKind } from "./price";

/** What an edit may change (R236–R240, the manual's table). */
const ALWAYS_EDITABLE = [
  "firstName",
  "lastName",
  "phone",
  "field1",
  "field2",
  "field3",
  "field4",
  "field5",
  "locale",
  "transferable",
  "validFrom",
  "validUntil",
] as const;
/** What is settled once a card has been sent. */
const EDITABLE_WHEN_CREATED = ["kind", "configurationId", "privateId", "email"] as const;

export type EditableField = (typeof ALWAYS_EDITABLE)[number] | (typeof EDITABLE_WHEN_CREATED)[number];

/** The fields that may be edited in a status; none of a deleted card. */
export function editableFields(status: CardStatus): ReadonlySet<EditableField> {
  if (status === "DELETED") return new Set();
  return new Set<EditableField>(
    status === "CREATED" ? [...ALWAYS_EDITABLE, ...EDITABLE_WHEN_CREATED] : ALWAYS_EDITABLE,
  );
}

/**
 * Why a kind may not change to another, or null. Mobile ID+ may become a private-ID card and a private-ID card may get
 * another configuration, but a private-ID card never becomes Mobile ID+ (R241).
 */
export function kindChangeRefusal(from: UserCardKind, to: UserCardKind): "cards.kindFixed" | null {
  return from === "PRIVATE_ID" && to === "MOBILE_ID_PLUS" ? "cards.kindFixed" : null;
}

export type Validity = "always" | "notYet" | "valid" | "expired";

/** Where a card stands in its validity; `validUntil` is the first moment at which it is over. */
export function validityAt(card: { validFrom: Date | null; validUntil: Date | null }, now: Date): Validity {
  if (!card.validFrom && !card.validUntil) return "always";
  if (card.validFrom && now < card.validFrom) return "notYet";
  return card.validUntil && now >= card.validUntil ? "expired" : "valid";
}
