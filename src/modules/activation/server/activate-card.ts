import { createHash, randomBytes } from "node:crypto";
import {
  type CodeCheck,
  checkMailCode,
  checkOwnCode,
  checkSiteCode,
  readPublicKey,
  thumbprint,
} from "@/platform/crypto";
import { publishTouched, sqlOne } from "@/platform/db";
import { AppError, type ErrorParams } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import { type ActivateAnswer, type ActivateRequest, activateProof, WEB_WALLET } from "../contract";
import { type CredentialContent, issueCredential } from "./credential";
import { readCardToken } from "./describe-link";
import type { DeviceContext } from "./device-http";
import { linkLimit, unprovenLimit } from "./rate-limit";
import { verifySigned } from "./signed-request";

type Outcome = {
  result: string;
  content?: CredentialContent;
  oldPhoneId?: string | null;
  at?: string;
  device?: string | null;
  triesLeft?: number;
  codeKind?: string;
  accountId?: string;
  siteId?: string;
  cardId?: string;
};

/** Why a link was not activated, as the phone is told. */
function refusal(outcome: Outcome): AppError {
  const code = `activation.${outcome.result}`;
  const params: ErrorParams = {};
  if (outcome.codeKind) Object.assign(params, { codeKind: outcome.codeKind, triesLeft: outcome.triesLeft });
  switch (outcome.result) {
    case "used":
      if (outcome.at) Object.assign(params, { at: new Date(outcome.at).toISOString(), device: outcome.device ?? "" });
      return new AppError("CONFLICT", code, { params });
    case "keyMismatch":
      return new AppError("CONFLICT", code);
    case "unknown":
      return new AppError("NOT_FOUND", code);
    case "closed":
    case "codeNeeded":
    case "malformedCode":
    case "wrongCode":
      return new AppError("FORBIDDEN", code, { params });
    default:
      return new AppError("REFUSED", code);
  }
}

/** Compares a typed code with the one that the e-mail does not contain: the card's own, or the sending's. Asks for the card's only when needed. */
async function checkSeparateCode(sendingId: string, code: string | undefined): Promise<CodeCheck> {
  if (!code?.trim() || checkMailCode(sendingId, code) === "right") return checkSiteCode(sendingId, code);
  const row = await sqlOne<{ sealed: Buffer | null }>("sealed_code_of", "select sealed_code_of($1) as sealed", [
    sendingId,
  ]);
  return row?.sealed ? checkOwnCode(row.sealed, code) : checkSiteCode(sendingId, code);
}

/**
 * A phone activates a link (R210, R223; decisions, section 6): verifies token and proof, then one statement decides.
 * The same phone asking again gets the same card; any other is told that the link is used.
 *
 * @throws AppError as docs/phone-protocol.md lists them.
 */
export async function activateCard(input: ActivateRequest, { now, address }: DeviceContext): Promise<ActivateAnswer> {
  const read = readCardToken(input.token);
  if (!read) {
    unprovenLimit.hit(address, now);
    throw new AppError("NOT_FOUND", "activation.unknown");
  }
  const { sendingId, fromPhone } = read;
  linkLimit.hit(sendingId, now);
  const proof = verifySigned(input.proof, input.signKey, "activate", activateProof, now);
  const phoneId = thumbprint(input.signKey);
  const matches =
    proof.tok === createHash("sha256").update(input.token).digest("base64url") &&
    proof.sign === phoneId &&
    proof.agree === thumbprint(input.agreeKey) &&
    readPublicKey(input.agreeKey) !== null;
  if (!matches) throw new AppError("UNAUTHENTICATED", "activation.proof");

  const row = await sqlOne<{ outcome: Outcome }>("activate-card", "select activate_card($1) as outcome", [
    {
      sendingId,
      phoneId,
      signKey: input.signKey,
      agreeKey: input.agreeKey,
      device: input.device,
      web: input.device.app.startsWith(`${WEB_WALLET}/`) && !fromPhone,
      mailCheck: checkMailCode(sendingId, input.code),
      siteCheck: await checkSeparateCode(sendingId, input.code),
      now,
      credentialId: newId(),
      entryId: newId(),
      historyId: newId(),
      csns: [0, 1, 2].map(() => randomBytes(7).toString("hex").toUpperCase()),
    },
  ]);
  const outcome = row?.outcome ?? { result: "unknown" };
  if (!outcome.content) {
    if (outcome.cardId)
      publishTouched([`card:${outcome.cardId}`, `site:${outcome.siteId}`, `account:${outcome.accountId}`]);
    throw refusal(outcome);
  }
  const { content } = outcome;
  if (outcome.result === "activated") {
    publishTouched([`account:${content.accountId}`, `site:${content.siteId}`, `card:${content.cardId}`]);
    if (outcome.oldPhoneId) publishTouched([`phone:${outcome.oldPhoneId}`]);
  }
  return {
    credentialId: content.credentialId,
    result: outcome.result === "activated" ? "activated" : "again",
    credential: await issueCredential(content, now),
  };
}
