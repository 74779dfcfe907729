import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CARD_EVENTS,
  CARD_PHASES,
  type CardEvent,
  type CardPhase,
  isRefusal,
  phaseOf,
  phasesFor,
  storedFor,
  transition,
} from "./card-machine";

/*
 * The table of decisions, section 5, typed again by hand: `phase credits link credential order`, `-` for none, or the
 * refusal after `!`. Columns in the order of EVENTS.
 */
const EVENTS: CardEvent[] = [
  "add",
  "send",
  "resend",
  "activate",
  "withdraw",
  "replacePhone",
  "revoke",
  "cancelRevocation",
  "moveToOtherPhone",
  "confirmRemoval",
  "confirmFormerRemoval",
  "delete",
  "schedule",
  "due",
];
const NOT_FOUND = "!notFound";
const EXPECTED: Record<CardPhase, string[]> = {
  NONE: ["CREATED - - - -", ...Array<string>(12).fill(NOT_FOUND), "!notScheduled"],
  CREATED: [
    "!exists",
    "EMAIL_SENT hold new - -",
    "!sendFirst",
    "!noLink",
    "!notSent",
    "!notActivated",
    "!notActivated",
    "!notRevoking",
    "!notRevoking",
    "CREATED - - - -",
    "CREATED - - - -",
    "DELETED - - - -",
    "SCHEDULED hold later - -",
    "!notScheduled",
  ],
  SCHEDULED: [
    "!exists",
    "!resendInstead",
    "EMAIL_SENT - new - -",
    "!noLink",
    "CREATED void dies - -",
    "!notActivated",
    "!withdrawInstead",
    "!notRevoking",
    "!resendInstead",
    "SCHEDULED - - - -",
    "SCHEDULED - - - -",
    "DELETED void dies - -",
    "SCHEDULED - - - -",
    "EMAIL_SENT - new - -",
  ],
  EMAIL_SENT: [
    "!exists",
    "!resendInstead",
    "EMAIL_SENT - new - -",
    "ACTIVATED post used new -",
    "CREATED void dies - -",
    "!notActivated",
    "!withdrawInstead",
    "!notRevoking",
    "!resendInstead",
    "EMAIL_SENT - - - -",
    "EMAIL_SENT - - - -",
    "DELETED void dies - -",
    "!sentAlready",
    "!notScheduled",
  ],
  PAID: [
    "!exists",
    "!resendInstead",
    "PAID - new - -",
    "ACTIVATED carry used new -",
    "PENDING_REVOKE carry dies suspend remove",
    "!notActivated",
    "!withdrawInstead",
    "!withdrawFirst",
    "!resendInstead",
    "PAID_REMOVED carry - gone -",
    "PAID - - - -",
    "DELETED_OWED owe dies invalid remove",
    "!sentAlready",
    "!notScheduled",
  ],
  PAID_REMOVED: [
    "!exists",
    "!resendInstead",
    "PAID_REMOVED - new - -",
    "ACTIVATED carry used new -",
    "REVOKED refund dies - -",
    "!notActivated",
    "!withdrawInstead",
    "!withdrawFirst",
    "!resendInstead",
    "PAID_REMOVED - - - -",
    "PAID_REMOVED - - - -",
    "DELETED refund dies - -",
    "!sentAlready",
    "!notScheduled",
  ],
  ACTIVATED: [
    "!exists",
    "!revokeFirst",
    "!revokeFirst",
    "!noLink",
    "!revokeFirst",
    "REPLACING - new - -",
    "PENDING_REVOKE - - suspend remove",
    "!notRevoking",
    "!revokeFirst",
    "REVOKED refund - gone -",
    "ACTIVATED - - - -",
    "DELETED lost - invalid remove",
    "!revokeFirst",
    "!notScheduled",
  ],
  REPLACING: [
    "!exists",
    "!revokeFirst",
    "!revokeFirst",
    "ACTIVATED carry used replace remove",
    "ACTIVATED - dies - -",
    "!replacementOut",
    "PENDING_REVOKE - dies suspend remove",
    "!notRevoking",
    "!revokeFirst",
    "REVOKED refund dies gone -",
    "REPLACING - - - -",
    "DELETED lost dies invalid remove",
    "!revokeFirst",
    "!notScheduled",
  ],
  PENDING_REVOKE: [
    "!exists",
    "!revocationPending",
    "!revocationPending",
    "!noLink",
    "!notSent",
    "!revocationPending",
    "!alreadyRevoking",
    "ACTIVATED - - valid withdraw",
    "PAID carry new invalid -",
    "REVOKED refund - gone -",
    "PENDING_REVOKE - - - -",
    "DELETED_OWED owe - invalid remove",
    "!revocationPending",
    "!notScheduled",
  ],
  REVOKED: [
    "!exists",
    "EMAIL_SENT hold new - -",
    "!sendFirst",
    "!noLink",
    "!notSent",
    "!sendFirst",
    "!alreadyRevoked",
    "!alreadyRevoked",
    "!sendFirst",
    "REVOKED - - - -",
    "REVOKED - - - -",
    "DELETED - - - -",
    "SCHEDULED hold later - -",
    "!notScheduled",
  ],
  DELETED: [
    ...["!deleted", "!deleted", "!deleted", "!noLink"],
    ...Array<string>(5).fill("!deleted"),
    "DELETED - - gone -",
    "DELETED - - - -",
    "!deleted",
    "!deleted",
    "!notScheduled",
  ],
  DELETED_OWED: [
    ...["!deleted", "!deleted", "!deleted", "!noLink"],
    ...Array<string>(5).fill("!deleted"),
    "DELETED refund - gone -",
    "DELETED_OWED - - - -",
    "!deleted",
    "!deleted",
    "!notScheduled",
  ],
};

function told(phase: CardPhase, event: CardEvent, kind: "user" | "configuration" = "user"): string {
  const outcome = transition(kind, phase, event);
  if (isRefusal(outcome)) return `!${outcome.refused.replace("cards.", "")}`;
  const word = (text: string) => (text === "none" ? "-" : text);
  return [outcome.to, word(outcome.credits), word(outcome.link), word(outcome.credential), word(outcome.order)].join(
    " ",
  );
}

describe("R208 R210 R226 R230 R232 R242 R243 the lifecycle of a card", () => {
  test("the table names every event", () => {
    expect([...EVENTS].sort()).toEqual([...CARD_EVENTS].sort());
  });
  for (const phase of CARD_PHASES)
    for (const event of CARD_EVENTS)
      test(`${phase} × ${event}`, () => {
        const expected = EXPECTED[phase][EVENTS.indexOf(event)] as string;
        expect(told(phase, event)).toBe(expected);
        const free = expected.startsWith("!")
          ? expected
          : expected.replace(/ (hold|post|void|refund|carry|owe|lost) /, " - ");
        expect(told(phase, event, "configuration")).toBe(free);
      });
  test("R281 a configuration card can be deleted in every status", () => {
    expect(phasesFor("configuration", "delete")).toEqual([
      "CREATED",
      "SCHEDULED",
      "EMAIL_SENT",
      "PAID",
      "PAID_REMOVED",
      "ACTIVATED",
      "REPLACING",
      "PENDING_REVOKE",
      "REVOKED",
    ]);
  });
});

/** A card as the database stores it, moved by what the table says, with the ledger beside it. */
type Model = {
  phase: CardPhase;
  link: boolean;
  credential: "none" | "VALID" | "SUSPENDED" | "INVALID";
  removed: boolean;
  ordered: boolean;
  charge: "none" | "held" | "spent";
  available: number;
  lost: number;
};

function apply(card: Model, kind: "user" | "configuration", event: CardEvent): Model {
  const outcome = transition(kind, card.phase, event);
  if (isRefusal(outcome)) return card;
  const next: Model = { ...card, phase: outcome.to };
  switch (outcome.credits) {
    case "hold":
      expect(card.charge).toBe("none"); // I5
      next.charge = "held";
      next.available -= 5;
      break;
    case "post":
      expect(card.charge).toBe("held");
      next.charge = "spent";
      break;
    case "void":
      expect(card.charge).toBe("held");
      next.charge = "none";
      next.available += 5;
      break;
    case "refund":
      expect(card.charge).toBe("spent"); // I6: at most once
      next.charge = "none";
      next.available += 5;
      break;
    case "lost":
      expect(card.charge).toBe("spent");
      next.charge = "none";
      next.lost += 5;
      break;
    case "carry":
    case "owe":
      expect(card.charge).toBe("spent");
      break;
  }
  if (outcome.link === "new" || outcome.link === "later") next.link = true;
  if (outcome.link === "used" || outcome.link === "dies") {
    expect(card.link).toBe(true);
    next.link = false;
  }
  switch (outcome.credential) {
    case "new":
    case "replace":
      next.credential = "VALID";
      next.removed = false;
      next.ordered = false;
      break;
    case "suspend":
      next.credential = "SUSPENDED";
      break;
    case "valid":
      expect(card.removed).toBe(false);
      next.credential = "VALID";
      break;
    case "invalid":
      next.credential = "INVALID";
      break;
    case "gone":
      expect(card.removed && card.phase !== "DELETED").toBe(false);
      next.credential = "INVALID";
      next.removed = true;
      break;
  }
  if (outcome.credential !== "new" && outcome.credential !== "replace") {
    if (outcome.order === "remove") next.ordered = true;
    if (outcome.order === "withdraw") next.ordered = false;
  }
  if (next.phase === "REVOKED") Object.assign(next, { credential: "none", removed: false, ordered: false });
  return next;
}

/** The CHECKs of the walls migration on virtual_cards, and I13, I14 of the invariants. */
function holds(card: Model, kind: "user" | "configuration"): void {
  const stored = storedFor(card.phase);
  if (!stored) return;
  const { status, paid } = stored;
  const sendingId = card.link ? "s" : null;
  const chargeId = card.charge === "none" ? null : "c";
  const scheduledFor = card.phase === "SCHEDULED" ? new Date(0) : null;
  if (kind === "user")
    expect(phaseOf({ status, paid, sendingId, removed: card.removed, chargeId, scheduledFor })).toBe(card.phase);
  // virtual_cards_sending
  if (status === "EMAIL_SENT") expect(card.link).toBe(true);
  else if (status !== "ACTIVATED") expect(card.link).toBe(false);
  // virtual_cards_credential, credentials_live
  expect(status === "ACTIVATED").toBe(card.credential === "VALID");
  if (status === "PENDING_REVOKE") expect([card.credential, card.ordered]).toEqual(["SUSPENDED", true]);
  // virtual_cards_created_free
  if (status === "CREATED" || status === "REVOKED") expect(card.charge).toBe("none");
  // virtual_cards_kind
  if (kind === "configuration") expect(card.charge).toBe("none");
  else {
    expect(card.charge === "held").toBe(status === "EMAIL_SENT" && !paid); // I13
    expect(card.charge === "spent").toBe(
      status === "ACTIVATED" || status === "PENDING_REVOKE" || paid || card.phase === "DELETED_OWED",
    ); // I14
    expect(card.available + card.lost + (card.charge === "none" ? 0 : 5)).toBe(100);
  }
}

test.each(["user", "configuration"] as const)(
  "I5 I6 I13 I14 no walk of a %s card reaches a state that the database forbids",
  (kind) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CARD_EVENTS), { maxLength: 60 }), (events) => {
        let card: Model = {
          phase: "NONE",
          link: false,
          credential: "none",
          removed: false,
          ordered: false,
          charge: "none",
          available: 100,
          lost: 0,
        };
        for (const event of ["add" as const, ...events]) {
          card = apply(card, kind, event);
          holds(card, kind);
        }
      }),
      { numRuns: 1_000 },
    );
  },
  60_000,
);

test("every phase but NONE can be reached", () => {
  const reached = new Set<CardPhase>(["NONE"]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const phase of [...reached])
      for (const event of CARD_EVENTS) {
        const outcome = transition("user", phase, event);
        if (!isRefusal(outcome)) reached.add(outcome.to);
      }
  }
  expect([...reached].sort()).toEqual([...CARD_PHASES].sort());
});
