/*
 * The lifecycle of a virtual card (decisions, section 5) as one table: phase × event → transition or refusal.
 * User cards and configuration cards share it; configuration cards move no credits. Nothing else decides what may
 * happen to a card: use cases write what `transition` says, on condition that the card is still in the phase it started from.
 */

export const CARD_STATUSES = ["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED", "DELETED"] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

/** Statuses with what they hide: two cards of one status may still differ in what can happen to them. */
export const CARD_PHASES = [
  /** There is no card yet. */
  "NONE",
  "CREATED",
  /** Credits are held, and the e-mail goes out at a time to come; the link does not open anything until then. */
  "SCHEDULED",
  "EMAIL_SENT",
  /** Moving from a lost phone: the charge is carried over, the old phone has not confirmed. */
  "PAID",
  /** Moving, and the old phone has confirmed meanwhile. */
  "PAID_REMOVED",
  "ACTIVATED",
  /** Activated, with a link out for the new phone; the old phone works on. */
  "REPLACING",
  "PENDING_REVOKE",
  "REVOKED",
  "DELETED",
  /** Deleted while its phone was told to remove it: the charge is refunded once the phone has confirmed. */
  "DELETED_OWED",
] as const;
export type CardPhase = (typeof CARD_PHASES)[number];

export const CARD_EVENTS = [
  "add",
  "send",
  "resend",
  /** Sends at a time to come, or at another one. */
  "schedule",
  /** That time has come. */
  "due",
  "activate",
  "withdraw",
  "replacePhone",
  "revoke",
  "cancelRevocation",
  "moveToOtherPhone",
  /** The phone proves that the credential which the card stands for is gone. */
  "confirmRemoval",
  /** A phone proves that an earlier credential of the card is gone: counts, and changes nothing about the card. */
  "confirmFormerRemoval",
  "delete",
] as const;
export type CardEvent = (typeof CARD_EVENTS)[number];

type CreditEffect =
  | "none"
  /** Reserve today's price. */
  | "hold"
  /** The hold becomes spending. */
  | "post"
  /** The hold, if there is one, is released. */
  | "void"
  /** The charge goes back to the customer. */
  | "refund"
  /** The charge stays with the card and pays for its next phone. */
  | "carry"
  /** The charge stays with the deleted card and is refunded when its phone confirms. */
  | "owe"
  /** The charge is lost (R226). */
  | "lost";

export type Transition = {
  to: CardPhase;
  credits: CreditEffect;
  /** The open link: a new one (which replaces an open one), one that opens nothing yet, used by a phone, or dead. */
  link: "none" | "new" | "later" | "used" | "dies";
  /** The credential on the phone; `replace`: a new one, and the one before turns invalid and its phone is told to remove it. */
  credential: "none" | "new" | "replace" | "suspend" | "valid" | "invalid" | "gone";
  /** The removal order to the phone. */
  order: "none" | "remove" | "withdraw";
};

/** Why an event is refused; its message says what to do instead (`cards.errors.<reason>`). */
export type Refusal = {
  refused:
    | "cards.exists"
    | "cards.notFound"
    | "cards.deleted"
    | "cards.sendFirst"
    | "cards.resendInstead"
    | "cards.notSent"
    | "cards.noLink"
    | "cards.notActivated"
    | "cards.withdrawFirst"
    | "cards.withdrawInstead"
    | "cards.revokeFirst"
    | "cards.replacementOut"
    | "cards.alreadyRevoking"
    | "cards.alreadyRevoked"
    | "cards.revocationPending"
    | "cards.notRevoking"
    | "cards.sentAlready"
    | "cards.notScheduled";
};

const NOTHING = { credits: "none", link: "none", credential: "none", order: "none" } as const;

function go(to: CardPhase, effects: Partial<Omit<Transition, "to">> = {}): Transition {
  return { to, ...NOTHING, ...effects };
}
function no(reason: Refusal["refused"]): Refusal {
  return { refused: reason };
}

type Row = Record<CardEvent, Transition | Refusal>;

/** A row in which every event is refused with one reason, but for those told. Nothing is due but what was scheduled. */
function row(otherwise: Refusal, told: Partial<Row>): Row {
  const all = Object.fromEntries(CARD_EVENTS.map((event) => [event, otherwise])) as Row;
  return { ...all, due: no("cards.notScheduled"), ...told };
}

/** A proof of removal counts in every phase, and may come again: nothing more happens (decisions, section 6). */
function proofs(phase: CardPhase): Pick<Row, "confirmRemoval" | "confirmFormerRemoval"> {
  return { confirmRemoval: go(phase), confirmFormerRemoval: go(phase) };
}

const MOVING = (phase: "PAID" | "PAID_REMOVED"): Partial<Row> => ({
  ...proofs(phase),
  add: no("cards.exists"),
  send: no("cards.resendInstead"),
  resend: go(phase, { link: "new" }),
  schedule: no("cards.sentAlready"),
  activate: go("ACTIVATED", { credits: "carry", link: "used", credential: "new" }),
  revoke: no("cards.withdrawInstead"),
  replacePhone: no("cards.notActivated"),
  cancelRevocation: no("cards.withdrawFirst"),
  moveToOtherPhone: no("cards.resendInstead"),
});

const ACTIVE = {
  add: no("cards.exists"),
  send: no("cards.revokeFirst"),
  resend: no("cards.revokeFirst"),
  cancelRevocation: no("cards.notRevoking"),
  moveToOtherPhone: no("cards.revokeFirst"),
} as const;

const USER_CARDS: Record<CardPhase, Row> = {
  NONE: row(no("cards.notFound"), { add: go("CREATED") }),
  CREATED: row(no("cards.sendFirst"), {
    ...proofs("CREATED"),
    add: no("cards.exists"),
    send: go("EMAIL_SENT", { credits: "hold", link: "new" }),
    schedule: go("SCHEDULED", { credits: "hold", link: "later" }),
    activate: no("cards.noLink"),
    withdraw: no("cards.notSent"),
    revoke: no("cards.notActivated"),
    replacePhone: no("cards.notActivated"),
    cancelRevocation: no("cards.notRevoking"),
    moveToOtherPhone: no("cards.notRevoking"),
    delete: go("DELETED"),
  }),
  SCHEDULED: row(no("cards.withdrawFirst"), {
    ...proofs("SCHEDULED"),
    add: no("cards.exists"),
    send: no("cards.resendInstead"),
    resend: go("EMAIL_SENT", { link: "new" }),
    schedule: go("SCHEDULED"),
    due: go("EMAIL_SENT", { link: "new" }),
    activate: no("cards.noLink"),
    withdraw: go("CREATED", { credits: "void", link: "dies" }),
    revoke: no("cards.withdrawInstead"),
    replacePhone: no("cards.notActivated"),
    cancelRevocation: no("cards.notRevoking"),
    moveToOtherPhone: no("cards.resendInstead"),
    delete: go("DELETED", { credits: "void", link: "dies" }),
  }),
  EMAIL_SENT: row(no("cards.withdrawFirst"), {
    ...proofs("EMAIL_SENT"),
    add: no("cards.exists"),
    send: no("cards.resendInstead"),
    resend: go("EMAIL_SENT", { link: "new" }),
    schedule: no("cards.sentAlready"),
    activate: go("ACTIVATED", { credits: "post", link: "used", credential: "new" }),
    withdraw: go("CREATED", { credits: "void", link: "dies" }),
    revoke: no("cards.withdrawInstead"),
    replacePhone: no("cards.notActivated"),
    cancelRevocation: no("cards.notRevoking"),
    moveToOtherPhone: no("cards.resendInstead"),
    delete: go("DELETED", { credits: "void", link: "dies" }),
  }),
  PAID: row(no("cards.withdrawFirst"), {
    ...MOVING("PAID"),
    withdraw: go("PENDING_REVOKE", { credits: "carry", link: "dies", credential: "suspend", order: "remove" }),
    confirmRemoval: go("PAID_REMOVED", { credits: "carry", credential: "gone" }),
    delete: go("DELETED_OWED", { credits: "owe", link: "dies", credential: "invalid", order: "remove" }),
  }),
  PAID_REMOVED: row(no("cards.withdrawFirst"), {
    ...MOVING("PAID_REMOVED"),
    withdraw: go("REVOKED", { credits: "refund", link: "dies" }),
    delete: go("DELETED", { credits: "refund", link: "dies" }),
  }),
  ACTIVATED: row(no("cards.revokeFirst"), {
    ...ACTIVE,
    ...proofs("ACTIVATED"),
    activate: no("cards.noLink"),
    withdraw: no("cards.revokeFirst"),
    replacePhone: go("REPLACING", { link: "new" }),
    revoke: go("PENDING_REVOKE", { credential: "suspend", order: "remove" }),
    confirmRemoval: go("REVOKED", { credits: "refund", credential: "gone" }),
    delete: go("DELETED", { credits: "lost", credential: "invalid", order: "remove" }),
  }),
  REPLACING: row(no("cards.revokeFirst"), {
    ...ACTIVE,
    ...proofs("REPLACING"),
    activate: go("ACTIVATED", { credits: "carry", link: "used", credential: "replace", order: "remove" }),
    withdraw: go("ACTIVATED", { link: "dies" }),
    replacePhone: no("cards.replacementOut"),
    revoke: go("PENDING_REVOKE", { link: "dies", credential: "suspend", order: "remove" }),
    confirmRemoval: go("REVOKED", { credits: "refund", link: "dies", credential: "gone" }),
    delete: go("DELETED", { credits: "lost", link: "dies", credential: "invalid", order: "remove" }),
  }),
  PENDING_REVOKE: row(no("cards.revocationPending"), {
    ...proofs("PENDING_REVOKE"),
    add: no("cards.exists"),
    activate: no("cards.noLink"),
    withdraw: no("cards.notSent"),
    revoke: no("cards.alreadyRevoking"),
    cancelRevocation: go("ACTIVATED", { credential: "valid", order: "withdraw" }),
    moveToOtherPhone: go("PAID", { credits: "carry", link: "new", credential: "invalid" }),
    confirmRemoval: go("REVOKED", { credits: "refund", credential: "gone" }),
    delete: go("DELETED_OWED", { credits: "owe", credential: "invalid", order: "remove" }),
  }),
  REVOKED: row(no("cards.sendFirst"), {
    ...proofs("REVOKED"),
    add: no("cards.exists"),
    send: go("EMAIL_SENT", { credits: "hold", link: "new" }),
    schedule: go("SCHEDULED", { credits: "hold", link: "later" }),
    activate: no("cards.noLink"),
    withdraw: no("cards.notSent"),
    revoke: no("cards.alreadyRevoked"),
    replacePhone: no("cards.sendFirst"),
    cancelRevocation: no("cards.alreadyRevoked"),
    moveToOtherPhone: no("cards.sendFirst"),
    delete: go("DELETED"),
  }),
  DELETED: row(no("cards.deleted"), {
    ...proofs("DELETED"),
    activate: no("cards.noLink"),
    confirmRemoval: go("DELETED", { credential: "gone" }),
  }),
  DELETED_OWED: row(no("cards.deleted"), {
    ...proofs("DELETED_OWED"),
    activate: no("cards.noLink"),
    confirmRemoval: go("DELETED", { credits: "refund", credential: "gone" }),
  }),
};

/** Configuration cards: the same without credits. */
const CONFIGURATION_CARDS = Object.fromEntries(
  Object.entries(USER_CARDS).map(([phase, events]) => [
    phase,
    Object.fromEntries(
      Object.entries(events).map(([event, outcome]) => [
        event,
        isRefusal(outcome) ? outcome : { ...outcome, credits: "none" },
      ]),
    ),
  ]),
) as Record<CardPhase, Row>;

/** What happens to a card of a kind in a phase on an event, or why nothing does. */
export function transition(kind: "user" | "configuration", phase: CardPhase, event: CardEvent): Transition | Refusal {
  return (kind === "configuration" ? CONFIGURATION_CARDS : USER_CARDS)[phase][event];
}

export function isRefusal(outcome: Transition | Refusal): outcome is Refusal {
  return "refused" in outcome;
}

/** What the database stores of a card that tells its phase. */
export type StoredState = {
  status: CardStatus;
  paid: boolean;
  /** Its open sending, if any. */
  sendingId: string | null;
  /** The phone that held the card has proved that it is gone (the credential's `removed_at`); matters for moving cards only. */
  removed: boolean;
  /** Its open hold or unrefunded charge, if any. */
  chargeId: string | null;
  /** When its e-mail is to go out, while that is still to come. */
  scheduledFor: Date | null;
};

/** The phase of a stored card. A deleted card that kept its charge waits for its phone's proof. */
export function phaseOf(card: StoredState): CardPhase {
  switch (card.status) {
    case "EMAIL_SENT":
      if (card.scheduledFor) return "SCHEDULED";
      return card.paid ? (card.removed ? "PAID_REMOVED" : "PAID") : "EMAIL_SENT";
    case "ACTIVATED":
      return card.sendingId ? "REPLACING" : "ACTIVATED";
    case "DELETED":
      return card.chargeId ? "DELETED_OWED" : "DELETED";
    default:
      return card.status;
  }
}

/** The status and the `paid` mark to store for a phase; null for no card. */
export function storedFor(phase: CardPhase): { status: CardStatus; paid: boolean } | null {
  switch (phase) {
    case "NONE":
      return null;
    case "PAID":
    case "PAID_REMOVED":
      return { status: "EMAIL_SENT", paid: true };
    case "SCHEDULED":
      return { status: "EMAIL_SENT", paid: false };
    case "REPLACING":
      return { status: "ACTIVATED", paid: false };
    case "DELETED_OWED":
      return { status: "DELETED", paid: false };
    default:
      return { status: phase, paid: false };
  }
}

/** The phases in which an event is allowed: what a mass action may touch. */
export function phasesFor(kind: "user" | "configuration", event: CardEvent): CardPhase[] {
  return CARD_PHASES.filter((phase) => !isRefusal(transition(kind, phase, event)));
}
