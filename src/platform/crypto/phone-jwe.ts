import { createCipheriv, createECDH, createHash, randomBytes } from "node:crypto";
import type { PublicJwk } from "./phone-keys";

const ALG = "ECDH-ES+A256KW";
const ENC = "A256GCM";
const WRAP_IV = Buffer.from("a6a6a6a6a6a6a6a6", "hex"); // RFC 3394, section 2.2.3.1

const counted = (bytes: Buffer) => Buffer.concat([number(bytes.length), bytes]);
function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Concat KDF of RFC 7518, section 4.6.2, for 256 bits: one round of SHA-256. */
function wrappingKey(shared: Buffer): Buffer {
  const info = Buffer.concat([
    counted(Buffer.from(ALG)),
    counted(Buffer.alloc(0)),
    counted(Buffer.alloc(0)),
    number(256),
  ]);
  return createHash("sha256").update(number(1)).update(shared).update(info).digest();
}

/**
 * Encrypts to a phone: compact JWE, ECDH-ES+A256KW with A256GCM (RFC 7518), to its P-256 agreement key. Written with the
 * server's own crypto, which takes a third of the time of `jose`; phones and tests open it with `jose`.
 *
 * @param kid thumbprint of the agreement key, so that the phone knows which key opens it.
 * @param cty content type of the plaintext (RFC 7516, section 4.1.12).
 * @throws Error when the key is no point on the curve.
 */
export function encryptToPhone(plain: Uint8Array, agreeKey: PublicJwk, kid: string, cty: string): string {
  const ephemeral = createECDH("prime256v1");
  const own = ephemeral.generateKeys();
  const theirs = Buffer.concat([
    Buffer.of(4),
    Buffer.from(agreeKey.x, "base64url"),
    Buffer.from(agreeKey.y, "base64url"),
  ]);
  const shared = ephemeral.computeSecret(theirs);
  const epk = {
    kty: "EC",
    crv: "P-256",
    x: own.subarray(1, 33).toString("base64url"),
    y: own.subarray(33).toString("base64url"),
  };
  const header = Buffer.from(JSON.stringify({ alg: ALG, enc: ENC, kid, cty, epk })).toString("base64url");
  const contentKey = randomBytes(32);
  const wrap = createCipheriv("id-aes256-wrap", wrappingKey(shared), WRAP_IV);
  const wrapped = Buffer.concat([wrap.update(contentKey), wrap.final()]);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", contentKey, iv).setAAD(Buffer.from(header));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [header, ...[wrapped, iv, body, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}
