import { createHmac } from "node:crypto";
import { config } from "../config";
import { atRest } from "./at-rest";
import { type CodeCheck, compareCode, sendingCodes } from "./codes";
import type { KeyRing } from "./key-ring";
import { linkTokens } from "./link-tokens";

function bound() {
  const secrets = config().secrets;
  const ring: KeyRing = { current: secrets.current, known: secrets.known, key: secrets.of };
  return { secrets, tokens: linkTokens(ring), codes: sendingCodes(ring), box: atRest(ring) };
}

let current: ReturnType<typeof bound> | undefined;

/** The functions over this installation's own keys; made anew when the configuration was read anew. */
function portal() {
  if (!current || current.secrets !== config().secrets) current = bound();
  return current;
}

type Tokens = ReturnType<typeof linkTokens>;
type Codes = ReturnType<typeof sendingCodes>;
type Box = ReturnType<typeof atRest>;

/** The token of a link of this installation; see `linkTokens`. */
export const makeLinkToken: Tokens["make"] = (purpose, id) => portal().tokens.make(purpose, id);

/** The id behind a token of this installation, or null; see `linkTokens`. */
export const readLinkToken: Tokens["read"] = (purpose, token) => portal().tokens.read(purpose, token);

/** The 4 digits printed in the e-mail of a sending. */
export const mailCode: Codes["mail"] = (sendingId) => portal().codes.mail(sendingId);

/** The 6 digits of a sending that its e-mail does not contain. */
export const siteCode: Codes["site"] = (sendingId) => portal().codes.site(sendingId);

/** Compares a typed code with the 4 digits of a sending. */
export const checkMailCode: Codes["checkMail"] = (sendingId, given) => portal().codes.checkMail(sendingId, given);

/** Compares a typed code with the 6 digits of a sending. */
export const checkSiteCode: Codes["checkSite"] = (sendingId, given) => portal().codes.checkSite(sendingId, given);

/** Seals bytes for storage; see `atRest`. */
export const seal: Box["seal"] = (purpose, plain) => portal().box.seal(purpose, plain);

/** Opens sealed bytes; see `atRest`. */
export const open: Box["open"] = (purpose, sealed) => portal().box.open(purpose, sealed);

/** A card's own activation code, sealed for storage. */
export const sealOwnCode = (code: string) => seal("card-code", Buffer.from(code));

/** A card's own activation code, or null where it has none. */
export function ownCode(sealed: Uint8Array | null | undefined): string | null {
  return sealed ? open("card-code", sealed).toString("utf8") : null;
}

/** Compares a typed code with a card's own one. */
export function checkOwnCode(sealed: Uint8Array, given: string | undefined): CodeCheck {
  return compareCode(ownCode(sealed) ?? "", given);
}

/**
 * What tells whether two secrets of one purpose are the same, without telling them: HMAC-SHA-256 under this installation's own keys, 32 bytes
 * each. The first is the one to keep; one that was kept before a key was replaced is among the others.
 */
export function secretMarks(purpose: string, secret: Uint8Array): Buffer<ArrayBuffer>[] {
  const { current: newest, known, of } = portal().secrets;
  return [newest, ...known.filter((id) => id !== newest)].flatMap((id) => {
    const key = of(id, `mark:${purpose}`);
    return key ? [createHmac("sha256", key).update(secret).digest()] : [];
  });
}
