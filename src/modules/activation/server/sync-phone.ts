import type { z } from "zod";
import { thumbprint } from "@/platform/crypto";
import { publishTouched, sqlOne } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import {
  type ConfirmAnswer,
  confirmClaims,
  type moveClaims,
  type SyncAnswer,
  type signedRequest,
  syncClaims,
} from "../contract";
import { type CredentialContent, issueCredential } from "./credential";
import type { DeviceContext } from "./device-http";
import { phoneLimit, unprovenLimit } from "./rate-limit";
import { verifySigned } from "./signed-request";

export type SignedRequest = z.output<typeof signedRequest>;

/** Verifies a signed request and counts it: by the phone that signed, or by address when nobody did. */
export function signedBy<Schema extends typeof syncClaims | typeof confirmClaims | typeof moveClaims>(
  input: SignedRequest,
  kind: "sync" | "confirm" | "move",
  schema: Schema,
  { now, address }: DeviceContext,
): { phoneId: string; claims: z.output<Schema> } {
  let claims: z.output<Schema>;
  try {
    claims = verifySigned(input.request, input.signKey, kind, schema, now) as z.output<Schema>;
  } catch (error) {
    unprovenLimit.hit(address, now);
    throw error;
  }
  const phoneId = thumbprint(input.signKey);
  phoneLimit.hit(phoneId, now);
  return { phoneId, claims };
}

type Found = {
  removals: SyncAnswer["removals"];
  cards: SyncAnswer["cards"];
  renewals: CredentialContent[];
};

/**
 * What is new for a phone: removal orders, renewed or lost credentials (R231; decisions, section 6).
 *
 * @throws AppError UNAUTHENTICATED (see `verifySigned`), RATE_LIMITED.
 */
export async function syncPhone(input: SignedRequest, context: DeviceContext): Promise<SyncAnswer> {
  const { now } = context;
  const { phoneId, claims } = signedBy(input, "sync", syncClaims, context);
  const row = await sqlOne<{ found: Found | null }>("sync-phone", "select sync_phone($1, $2::uuid[], $3) as found", [
    phoneId,
    claims.held,
    now,
  ]);
  // A phone whose activation never succeeded is not known, and has nothing.
  const { removals, cards, renewals } = row?.found ?? { removals: [], cards: [], renewals: [] };
  return {
    now: now.toISOString(),
    removals,
    cards: cards.map((card) => ({ ...card, leaseEndsAt: new Date(card.leaseEndsAt).toISOString() })),
    renewals: await Promise.all(
      renewals.map(async (content) => ({
        credentialId: content.credentialId,
        credential: await issueCredential(content, now),
      })),
    ),
  };
}

/**
 * A phone proves that a credential is gone: the card becomes Revoked and its credits go back, once (R231, R232).
 *
 * @throws AppError UNAUTHENTICATED (see `verifySigned`), NOT_FOUND `activation.credentialUnknown` also for another phone's.
 */
export async function confirmRemoval(input: SignedRequest, context: DeviceContext): Promise<ConfirmAnswer> {
  const { now } = context;
  const { phoneId, claims } = signedBy(input, "confirm", confirmClaims, context);
  const row = await sqlOne<{ outcome: { result: string; accountId?: string; siteId?: string; cardId?: string } }>(
    "confirm-removal",
    "select confirm_removal($1) as outcome",
    [{ phoneId, credentialId: claims.credentialId, now, entryId: newId(), historyId: newId() }],
  );
  const outcome = row?.outcome ?? { result: "credentialUnknown" };
  if (outcome.result === "credentialUnknown") throw new AppError("NOT_FOUND", "activation.credentialUnknown");
  if (outcome.accountId) {
    publishTouched([`account:${outcome.accountId}`, `site:${outcome.siteId}`, `card:${outcome.cardId}`]);
  }
  return { credentialId: claims.credentialId, result: outcome.result === "removed" ? "removed" : "again" };
}
