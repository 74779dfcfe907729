import type { JWK } from "jose";
import type { ActivateAnswer, ConfirmAnswer, DeviceInfo, LinkAnswer, MoveAnswer, SyncAnswer } from "../contract";
import { openCard, type PlatformKeys } from "./phone-card";
import { hashOf, makeKeys, signRequest, thumbprintOf } from "./phone-proof";
import type { HeldCard, PendingRemoval, PhoneStore } from "./phone-store";

/** A refusal by the portal, or `offline` when it could not be reached. */
export class PhoneError extends Error {
  constructor(
    /** The problem's code without its module: `used`, `wrongCode`, `clock`, … */
    readonly reason: string,
    readonly status: number,
    readonly params: Record<string, unknown> = {},
  ) {
    super(reason);
    this.name = "PhoneError";
  }
}

export type PhoneOptions = {
  /** The portal's origin, as its links carry it. */
  origin: string;
  store: PhoneStore;
  device: DeviceInfo;
  fetch?: typeof fetch;
  now?: () => Date;
  /** Only the command, which writes its keys to a file. */
  extractableKeys?: boolean;
  /** Claims to put in place of the right ones: how the command misbehaves in tests. */
  tamper?: Record<string, unknown>;
};

/** What a sync did, for the phone to show. */
export type SyncResult = { removed: PendingRemoval[]; renewed: HeldCard[]; forgotten: HeldCard[] };

/** The phone's side of the protocol (docs/phone-protocol.md), over any store and fetch. */
export function phoneClient(options: PhoneOptions) {
  const { origin, store, device } = options;
  const now = options.now ?? (() => new Date());
  const send = options.fetch ?? fetch;
  let published: JWK[] = [];

  async function call<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    let response: Response;
    try {
      response = await send(`${origin}/api/device/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new PhoneError("offline", 0);
    }
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok) return answer as T;
    const code = typeof answer.code === "string" ? answer.code : "activation.unavailable";
    throw new PhoneError(code.slice(code.indexOf(".") + 1), response.status, answer);
  }

  const platformKeys: PlatformKeys = async (kid) => {
    const known = () => published.find((key) => key.kid === kid);
    if (!known()) {
      const response = await send(`${origin}/.well-known/jwks.json`, { credentials: "omit" }).catch(() => {
        throw new PhoneError("offline", 0);
      });
      published = ((await response.json()) as { keys: JWK[] }).keys;
    }
    return known();
  };

  const keys = () => store.keys(() => makeKeys(options.extractableKeys ?? false));

  async function confirmPending(): Promise<void> {
    const own = await store.existingKeys();
    if (!own) return;
    for (const { credentialId } of await store.pending()) {
      const request = await signRequest(own, "confirm", origin, now(), {
        credentialId,
        removed: true,
        ...options.tamper,
      });
      try {
        await call<ConfirmAnswer>("confirm", { signKey: own.sign.publicKey, request });
      } catch (error) {
        // The portal knows no such card on this phone: nothing is left to confirm.
        if (!(error instanceof PhoneError && error.status === 404)) throw error;
      }
      await store.confirmed(credentialId);
    }
  }

  return {
    /** What a link is, and whether activating it will ask for a code. Changes nothing. */
    async link(token: string): Promise<LinkAnswer> {
      const own = await store.existingKeys();
      const phone = own ? await thumbprintOf(own.sign.publicKey) : undefined;
      return call<LinkAnswer>("link", { token, phone, app: device.app });
    },

    /** Activates a link on this phone and keeps the card. Asking again after a lost answer gives the same card. */
    async activate(token: string, code?: string): Promise<HeldCard> {
      const own = await keys();
      const link = await hashOf(token);
      const proof = await signRequest(own, "activate", origin, now(), {
        tok: link,
        sign: await thumbprintOf(own.sign.publicKey),
        agree: await thumbprintOf(own.agree.publicKey),
        ...options.tamper,
      });
      const body = { token, code, signKey: own.sign.publicKey, agreeKey: own.agree.publicKey, device, proof };
      const answer = await call<ActivateAnswer>("activate", body);
      const card = { ...(await openCard(answer.credential, own, origin, platformKeys)), link };
      await store.putCard(card);
      return card;
    },

    /** Confirms what is gone, obeys removal orders, takes renewals. A phone that never activated has nothing to sync. */
    async sync(): Promise<SyncResult> {
      const result: SyncResult = { removed: [], renewed: [], forgotten: [] };
      const own = await store.existingKeys();
      if (!own) return result;
      await confirmPending();
      const held = await store.cards();
      const request = await signRequest(own, "sync", origin, now(), {
        held: held.map((card) => card.credentialId),
        ...options.tamper,
      });
      const answer = await call<SyncAnswer>("sync", { signKey: own.sign.publicKey, request });
      const byId = new Map(held.map((card) => [card.credentialId, card]));
      for (const { credentialId, reason } of answer.removals) {
        const card = byId.get(credentialId);
        const removal: PendingRemoval = { credentialId, card: card?.card ?? NO_FACE, why: reason };
        if ((await store.removeCard(removal)) && card) result.removed.push(removal);
        byId.delete(credentialId);
      }
      if (answer.removals.length > 0) await confirmPending();
      for (const { credential } of answer.renewals) {
        const card = await openCard(credential, own, origin, platformKeys);
        card.link = byId.get(card.credentialId)?.link;
        await store.putCard(card);
        byId.set(card.credentialId, card);
        result.renewed.push(card);
      }
      const known = new Map(answer.cards.map((card) => [card.credentialId, card]));
      for (const card of byId.values()) {
        const told = known.get(card.credentialId);
        if (!told) {
          await store.forget(card.credentialId);
          result.forgotten.push(card);
        } else if (told.transferable !== card.transferable) {
          await store.putCard({ ...card, transferable: told.transferable });
        }
      }
      return result;
    },

    /** Waits until the portal has something for this phone, at most about 25 seconds. True: sync now. */
    async wait(signal?: AbortSignal): Promise<boolean> {
      const own = await store.existingKeys();
      if (!own) return false;
      const request = await signRequest(own, "sync", origin, now(), { held: [] });
      return (await call<{ changed: boolean }>("wait", { signKey: own.sign.publicKey, request }, signal)).changed;
    },

    /** A link for another phone (or the installed app on this one), good for 15 minutes. The card stays here until it is taken. */
    async move(credentialId: string): Promise<MoveAnswer> {
      const own = await keys();
      const request = await signRequest(own, "move", origin, now(), { credentialId, ...options.tamper });
      return call<MoveAnswer>("move", { signKey: own.sign.publicKey, request });
    },

    /** The holder's own removal: the card goes at once, the proof when the portal can be reached. */
    async remove(credentialId: string): Promise<void> {
      const card = (await store.cards()).find((held) => held.credentialId === credentialId);
      if (!card) throw new PhoneError("credentialUnknown", 404);
      await store.removeCard({ credentialId, card: card.card, why: "holder" });
      await confirmPending().catch((error) => {
        if (!(error instanceof PhoneError && error.reason === "offline")) throw error;
      });
    },

    /** The card that came by a link, if this phone holds it. */
    async cardOf(token: string): Promise<HeldCard | undefined> {
      const link = await hashOf(token);
      return (await store.cards()).find((card) => card.link === link);
    },

    /** Whether a link that was used on this description of a phone was used here, as far as that tells. */
    isOwnDescription: (text: unknown) => text === [device.model, device.os, device.app].filter(Boolean).join(" · "),

    cards: () => store.cards(),
    pending: () => store.pending(),
  };
}

export type PhoneClient = ReturnType<typeof phoneClient>;

/** Stands for the face of a card that the phone was told to remove and did not hold (its activation's answer was lost). */
const NO_FACE: PendingRemoval["card"] = {
  id: "00000000-0000-0000-0000-000000000000",
  kind: "private-id",
  title: "",
  firstName: "",
  lastName: "",
  site: "",
  company: "",
  configuration: null,
  privateId: null,
  csn: null,
  validFrom: null,
  validUntil: null,
};
