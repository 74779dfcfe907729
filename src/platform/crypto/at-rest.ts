import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { KeyRing } from "./key-ring";

const IV = 12;
const TAG = 16;

/** Encryption of stored bytes: AES-256-GCM, with the key's id in front and the purpose as associated data. */
export function atRest(ring: KeyRing) {
  return {
    /** Seals bytes for one purpose: key id (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16). */
    seal(purpose: string, plain: Uint8Array): Buffer<ArrayBuffer> {
      const key = ring.key(ring.current, `seal:${purpose}`);
      if (!key) throw new Error("The current key is missing");
      const iv = randomBytes(IV);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(ring.current), iv, body, cipher.getAuthTag()]);
    },

    /**
     * Opens what `seal` made for the same purpose.
     *
     * @throws Error when the bytes were changed, sealed for another purpose or with a key that is not known.
     */
    open(purpose: string, sealed: Uint8Array): Buffer<ArrayBuffer> {
      const bytes = Buffer.from(sealed);
      if (bytes.length < 1 + IV + TAG) throw new Error("Sealed bytes are too short");
      const key = ring.key(bytes[0] ?? 0, `seal:${purpose}`);
      if (!key) throw new Error("Sealed with an unknown key");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + IV)).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
      return Buffer.concat([decipher.update(bytes.subarray(1 + IV, bytes.length - TAG)), decipher.final()]);
    },
  };
}

/** A 32-byte key derived from another (HKDF-SHA-256, RFC 5869): a card's key from its configuration's, salted by the sending. */
export function deriveKey(key: Uint8Array, salt: string | Uint8Array, info: string | Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, 32));
}
