import type { z } from "zod";
import { config } from "@/platform/config";
import { type PublicJwk, readPublicKey, verifyCompact } from "@/platform/crypto";
import { AppError } from "@/shared/kernel/app-error";
import { CLOCK_SKEW, TYP } from "../contract";

type Claims = { aud: string; iat: number; jti: string };

/**
 * Verifies a JWS by a phone's key: algorithm, kind, audience and time. A request that is repeated within the time is
 * harmless: every request of the protocol can be repeated without effect.
 *
 * @throws AppError UNAUTHENTICATED `activation.proof`, `activation.audience` (with the origin to sign for) or
 * `activation.clock` (with the platform's time).
 */
export function verifySigned<Schema extends z.ZodType<Claims>>(
  jws: string,
  signKey: PublicJwk,
  kind: keyof typeof TYP,
  schema: Schema,
  now: Date,
): z.output<Schema> {
  const key = readPublicKey(signKey);
  const claims = schema.safeParse(key && verifyCompact(jws, key, TYP[kind]));
  if (!claims.success) throw new AppError("UNAUTHENTICATED", "activation.proof");
  const { origin } = config();
  if (claims.data.aud !== origin) throw new AppError("UNAUTHENTICATED", "activation.audience", { params: { origin } });
  if (Math.abs(claims.data.iat - now.getTime() / 1000) > CLOCK_SKEW) {
    throw new AppError("UNAUTHENTICATED", "activation.clock", { params: { now: now.toISOString() } });
  }
  return claims.data;
}
