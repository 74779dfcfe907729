import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { makeLinkToken, thumbprint } from "@/platform/crypto";
import { signCompact } from "@/platform/crypto/compact-jws";

/* Phones that prepare their requests before they are measured, so that the load costs the machine little. */

type PublicKey = { kty: "EC"; crv: "P-256"; x: string; y: string };
export type BenchPhone = { id: string; sign: PublicKey; agree: PublicKey; key: KeyObject };

function pair(): { key: KeyObject; jwk: PublicKey } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return { key: privateKey, jwk: { kty: "EC", crv: "P-256", x, y } };
}

export function makePhones(count: number): BenchPhone[] {
  return Array.from({ length: count }, () => {
    const sign = pair();
    return { id: thumbprint(sign.jwk), sign: sign.jwk, agree: pair().jwk, key: sign.key };
  });
}

const claims = (origin: string) => ({
  aud: origin,
  iat: Math.floor(Date.now() / 1000),
  jti: randomBytes(16).toString("base64url"),
});
const DEVICE = { model: "Pixel 9", os: "Android 16", app: "bench/1.0", locale: "en" };

/** The body of an activation. */
export function activation(origin: string, phone: BenchPhone, sendingId: string): string {
  const token = makeLinkToken("card", sendingId);
  const proof = signCompact(
    { typ: "mid-activate+jwt" },
    {
      ...claims(origin),
      tok: createHash("sha256").update(token).digest("base64url"),
      sign: phone.id,
      agree: thumbprint(phone.agree),
    },
    phone.key,
  );
  return JSON.stringify({ token, signKey: phone.sign, agreeKey: phone.agree, device: DEVICE, proof });
}

/** The body of a sync or a wait. */
export function sync(origin: string, phone: BenchPhone, held: string[]): string {
  const request = signCompact({ typ: "mid-sync+jwt" }, { ...claims(origin), held }, phone.key);
  return JSON.stringify({ signKey: phone.sign, request });
}
