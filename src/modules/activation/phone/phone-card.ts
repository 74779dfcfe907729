import { compactDecrypt, compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { CREDENTIAL_TYP, cardForPhone, credentialClaims } from "../contract";
import { hashOf } from "./phone-proof";
import type { HeldCard, PhoneKeys } from "./phone-store";

const text = new TextDecoder();

/** Finds a public key of the platform by its id; undefined when there is none. */
export type PlatformKeys = (kid: string) => Promise<JWK | undefined>;

/**
 * Opens what the platform encrypted to this phone and checks it: the platform's signature, the issuer, that it names
 * this phone's key, and that the secrets are those it was signed for.
 *
 * @throws Error when anything does not match; the card is then not kept.
 */
export async function openCard(
  jwe: string,
  keys: PhoneKeys,
  origin: string,
  platformKeys: PlatformKeys,
): Promise<HeldCard> {
  const { plaintext } = await compactDecrypt(jwe, keys.agree.privateKey, {
    keyManagementAlgorithms: ["ECDH-ES+A256KW"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  const { credential, secrets, pass, look, modes } = cardForPhone.parse(JSON.parse(text.decode(plaintext)));
  const { kid, typ } = decodeProtectedHeader(credential);
  const jwk = kid ? await platformKeys(kid) : undefined;
  if (!jwk || typ !== CREDENTIAL_TYP) throw new Error("The credential is not signed by this platform");
  const { payload } = await compactVerify(credential, await importJWK(jwk, "ES256"), { algorithms: ["ES256"] });
  const claims = credentialClaims.parse(JSON.parse(text.decode(payload)));
  const own = keys.sign.publicKey;
  if (claims.iss !== origin || claims.cnf.jwk.x !== own.x || claims.cnf.jwk.y !== own.y) {
    throw new Error("The credential is for another phone or platform");
  }
  if (claims.sdh !== (await hashOf(secrets))) throw new Error("The card's secrets are not those of its credential");
  return {
    credentialId: claims.sub,
    credential,
    secrets,
    pass,
    card: claims.card,
    look,
    modes,
    issuedAt: new Date(claims.iat * 1000).toISOString(),
    leaseEndsAt: new Date(claims.exp * 1000).toISOString(),
  };
}
