import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "./key-ring";

/** What a link is for. A token made for one purpose is worth nothing for another. */
export type LinkPurpose = "card" | "activate-user" | "reset-password" | "move-card" | "lost-phone" | "end-session";

const LENGTH = 1 + 16 + 32;
const SHAPE = /^[A-Za-z0-9_-]{66}$/;

function mac(key: Buffer, purpose: LinkPurpose, id: Buffer): Buffer {
  return createHmac("sha256", key).update(`link:${purpose}\0`).update(id).digest();
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The token functions over one key ring. */
export function linkTokens(ring: KeyRing) {
  return {
    /**
     * The token of a link: base64url(key id ‖ id ‖ HMAC-SHA-256(key, purpose ‖ id)), 66 characters.
     * The same id always gives the same token, so that nothing usable needs to be stored.
     *
     * @param id UUID of the sending or one-time link.
     */
    make(purpose: LinkPurpose, id: string): string {
      const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
      if (bytes.length !== 16) throw new Error("A link token needs a UUID");
      const key = ring.key(ring.current, "link-tokens");
      if (!key) throw new Error("The current key is missing");
      return Buffer.concat([Buffer.of(ring.current), bytes, mac(key, purpose, bytes)]).toString("base64url");
    },

    /** The id that a token of this purpose stands for; null for anything that was not made by `make`. Constant time. */
    read(purpose: LinkPurpose, token: string): string | null {
      if (!SHAPE.test(token)) return null;
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length !== LENGTH || bytes.toString("base64url") !== token) return null;
      const key = ring.key(bytes[0] ?? 0, "link-tokens");
      if (!key) return null;
      const id = bytes.subarray(1, 17);
      return timingSafeEqual(mac(key, purpose, id), bytes.subarray(17)) ? uuidText(id) : null;
    },
  };
}
