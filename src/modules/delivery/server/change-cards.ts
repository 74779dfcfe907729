import { formatDateTime } from "@/i18n/format";
import { holdForCards, refundCharges, voidHolds } from "@/modules/credits/server";
import { accountOf, type Work } from "@/platform/db";
import { queueDispatch } from "@/platform/email";
import { recordEvents } from "@/platform/events";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import {
  type CardEvent,
  type CardPhase,
  isRefusal,
  phaseOf,
  storedFor,
  type Transition,
  transition,
} from "../domain/card-machine";
import {
  type AnyCardKind,
  addSendings,
  type CardWrite,
  type CredentialChange,
  changeCredentials,
  endSendings,
  type LockedCard,
  lockCards,
  queueCardMails,
  readSitePolicy,
  writeCards,
} from "./delivery.repo";

/** What people do to cards; what phones do is in the statements of the phone protocol. */
export type StaffEvent = Exclude<CardEvent, "add" | "activate" | "confirmRemoval" | "confirmFormerRemoval">;

export type CardsChange = {
  siteId: string;
  /** Which cards this may touch: others do not exist for it. */
  kinds: "user" | "configuration";
  /** `sendAny`: a first sending or one more, whichever the card's phase allows. */
  event: StaffEvent | "sendAny";
  /** In the order of the table: where credits do not reach for all, the first ones are served. `phase`: the one that was seen. */
  cards: readonly { id: string; phase?: string }[];
  /** Today's prices; without them nothing is held. */
  prices?: Readonly<Record<AnyCardKind, number>>;
  asManyAsPossible?: boolean;
  /** A batch before this one has used up the credits: cards that cost something are left. */
  outOfCredits?: boolean;
  /** For `schedule`: when the e-mails are to go out. */
  scheduledFor?: Date;
  /** The page that history names, and the module whose texts it uses (`<module>.history.<action>`). */
  page: "cards" | "configurators";
};

type ChangedCard =
  | { cardId: string; ok: true; phase: CardPhase }
  | { cardId: string; ok: false; code: string; phase: CardPhase };
export type CardsChanged = { outcomes: ChangedCard[] /** Credits put on hold, or given back. */; credits: number };

type Step = {
  card: LockedCard;
  from: CardPhase;
  event: StaffEvent;
  outcome: Transition;
  sendingId: string | null;
  price: number;
};

/**
 * Does one thing to cards, in one transaction: each card is locked, asked for its phase, and moved as the lifecycle says,
 * with its links, credentials, credits, history and mails, all by statements over the whole set. Cards for which the
 * lifecycle refuses, or that are no longer in the phase that was seen, are left as they are and answered with the reason.
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED `credits.insufficient` unless `asManyAsPossible`.
 */
export async function changeCards(work: Work, change: CardsChange): Promise<CardsChanged> {
  const site = await readSitePolicy(work, change.siteId);
  if (!site) throw new AppError("NOT_FOUND", "shared.notFound");
  const kinds: AnyCardKind[] = change.kinds === "user" ? ["PRIVATE_ID", "MOBILE_ID_PLUS"] : ["CONFIGURATION"];
  const locked = await lockCards(
    work,
    change.siteId,
    kinds,
    change.cards.map((card) => card.id),
  );
  const known = new Map(locked.map((card) => [card.id, card]));
  const asked = new Map(change.cards.map((card) => [card.id, card]));
  const answers = new Map<string, ChangedCard>();
  let steps: Step[] = [];
  for (const { id, phase: seen } of asked.values()) {
    const card = known.get(id);
    const from = card ? phaseOf(card) : "NONE";
    const event = change.event === "sendAny" ? sendingEvent(from) : change.event;
    const outcome = transition(change.kinds, from, event);
    if (!card || from === "DELETED" || from === "DELETED_OWED")
      answers.set(id, { cardId: id, ok: false, code: "cards.notFound", phase: from });
    else if (seen && seen !== from)
      answers.set(id, { cardId: id, ok: false, code: "cards.changedMeanwhile", phase: from });
    else if (event === "due" && card.scheduledFor && card.scheduledFor > work.now)
      answers.set(id, { cardId: id, ok: false, code: "cards.notScheduled", phase: from });
    else if (isRefusal(outcome)) answers.set(id, { cardId: id, ok: false, code: outcome.refused, phase: from });
    else {
      const price = outcome.credits === "hold" ? (change.prices?.[card.kind] ?? 0) : 0;
      steps.push({ card, from, event, outcome, sendingId: makesLink(outcome) ? newId() : null, price });
    }
  }

  const holds = await hold(work, steps, change);
  for (const { card, from } of holds.beyond)
    answers.set(card.id, { cardId: card.id, ok: false, code: "cards.noCredits", phase: from });
  steps = steps.filter((step) => !holds.beyond.has(step));
  const credits = (await settle(work, steps)) + holds.total;

  await endSendings(
    work,
    steps.flatMap(({ card, outcome }) =>
      card.sendingId && outcome.link !== "none"
        ? [
            {
              sendingId: card.sendingId,
              state: makesLink(outcome) ? ("REPLACED" as const) : ("WITHDRAWN" as const),
            },
          ]
        : [],
    ),
  );
  await addSendings(
    work,
    site,
    steps.flatMap(({ card, sendingId, price, outcome }) => {
      const state = outcome.link === "later" ? ("SCHEDULED" as const) : ("OPEN" as const);
      return sendingId ? [{ id: sendingId, cardId: card.id, price, state }] : [];
    }),
  );
  await changeCredentials(work, steps.flatMap(credentialChange));
  const written = await writeCards(
    work,
    steps.map((step) => cardWrite(step, holds.charges, change.scheduledFor)),
  );
  if (written.size !== steps.length) throw new AppError("CONFLICT", "cards.changedMeanwhile");

  await tell(work, change, steps, site.timeZone);
  for (const { card, outcome } of steps) answers.set(card.id, { cardId: card.id, ok: true, phase: outcome.to });
  return { outcomes: [...asked.keys()].map((id) => answers.get(id) as ChangedCard), credits };
}

function makesLink({ link }: Transition): boolean {
  return link === "new" || link === "later";
}

/** Sending again where a link is out or a sending is scheduled (which is then sent now), else a first sending. */
export function sendingEvent(phase: CardPhase): "send" | "resend" {
  return (["SCHEDULED", "EMAIL_SENT", "PAID", "PAID_REMOVED"] as CardPhase[]).includes(phase) ? "resend" : "send";
}

/** Takes the holds. @returns the hold of each card, and the cards beyond those that the credits reach; free ones always go. */
async function hold(work: Work, steps: Step[], { asManyAsPossible, outOfCredits }: CardsChange) {
  const priced = steps.filter(({ sendingId, price }) => sendingId && price > 0);
  let reach = outOfCredits ? 0 : priced.length;
  for (;;) {
    const wanted = priced
      .slice(0, reach)
      .flatMap(({ card, sendingId, price }) => (sendingId ? [{ cardId: card.id, sendingId, amount: price }] : []));
    try {
      const charges = await holdForCards(work, wanted);
      const total = wanted.reduce((sum, entry) => sum + entry.amount, 0);
      return { beyond: new Set(priced.slice(reach)), charges, total };
    } catch (error) {
      if (!asManyAsPossible || !isAppError(error) || error.code !== "credits.insufficient") throw error;
      // What is available may fall between two tries, so the reach falls at least by one each time.
      let left = Number(error.params.available ?? 0);
      let fits = 0;
      while (fits < reach - 1 && (priced[fits] as Step).price <= left) left -= (priced[fits++] as Step).price;
      reach = fits;
    }
  }
}

/** Releases holds and gives charges back. @returns the credits given back. */
async function settle(work: Work, steps: Step[]): Promise<number> {
  const charges = (effect: Transition["credits"]) =>
    steps.flatMap(({ card, outcome }) => (outcome.credits === effect && card.chargeId ? [card.chargeId] : []));
  await voidHolds(work, charges("void"));
  return refundCharges(work, charges("refund"));
}

function credentialChange({ card, outcome }: Step): CredentialChange[] {
  if (!card.credentialId || (outcome.credential === "none" && outcome.order === "none")) return [];
  const state = ({ suspend: "SUSPENDED", valid: "VALID", invalid: "INVALID" } as const)[
    outcome.credential as "suspend"
  ];
  return state ? [{ credentialId: card.credentialId, state, order: outcome.order }] : [];
}

function cardWrite(
  { card, event, outcome, sendingId }: Step,
  charges: ReadonlyMap<string, string>,
  scheduledFor: Date | undefined,
): CardWrite {
  const stored = storedFor(outcome.to);
  if (!stored) throw new Error("A card can't become none.");
  const keepsCharge = ["none", "carry", "owe"].includes(outcome.credits);
  return {
    id: card.id,
    from: card.status,
    fromSending: card.sendingId,
    to: stored.status,
    paid: stored.paid,
    sendingId: sendingId ?? (outcome.link === "dies" ? null : card.sendingId),
    scheduledFor: outcome.to !== "SCHEDULED" ? null : event === "schedule" ? (scheduledFor ?? null) : card.scheduledFor,
    credentialId: stored.status === "REVOKED" ? null : card.credentialId,
    chargeId: charges.get(card.id) ?? (keepsCharge ? card.chargeId : null),
    fresh: event === "send" || outcome.link === "later",
    // While an activated card is being replaced, it was sent when it was sent.
    sent:
      stored.status === "CREATED" || outcome.to === "SCHEDULED"
        ? "clear"
        : sendingId && stored.status === "EMAIL_SENT"
          ? "now"
          : "keep",
  };
}

const MAILED: Partial<Record<StaffEvent, "card-revoked">> = { revoke: "card-revoked" };

/** History, mails, and what open pages should read again. */
async function tell(work: Work, change: CardsChange, steps: Step[], timeZone: string): Promise<void> {
  if (steps.length === 0) return;
  const accountId = accountOf(work);
  const at = formatDateTime(change.scheduledFor?.toISOString(), { timeZone });
  await recordEvents(
    work,
    steps.map(({ card, event, price }) => ({
      accountId,
      page: change.page,
      action: `${change.page}.${event}`,
      params: {
        name: `${card.firstName} ${card.lastName}`,
        ...(event === "send" || event === "schedule" ? { credits: price } : {}),
        ...(event === "schedule" ? { at } : {}),
      },
      siteId: change.siteId,
      cardId: card.id,
    })),
  );
  const sent = steps.flatMap(({ card, from, event, sendingId, outcome }) =>
    sendingId && outcome.link === "new"
      ? [{ cardId: card.id, sendingId, again: event === "resend" && from !== "SCHEDULED" }]
      : [],
  );
  const revoked = steps.flatMap(({ card, event }) =>
    MAILED[event] ? [{ cardId: card.id, sendingId: null, again: false }] : [],
  );
  await queueCardMails(work, "card-sent", sent);
  await queueCardMails(work, "card-revoked", revoked);
  if (sent.length + revoked.length > 0) await queueDispatch(work, accountId);
}
