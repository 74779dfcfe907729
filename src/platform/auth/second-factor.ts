import { createHmac, randomBytes } from "node:crypto";
import { AppError } from "@/shared/kernel/app-error";
import { config } from "../config";
import { open, seal } from "../crypto";
import type { Work } from "../db";
import { describeTotp, newTotpSecret, totpStep } from "./totp";

const SECRET = "totp-secret";
const SETUP = "totp-setup";
const SETUP_MINUTES = 30;
const RECOVERY_CODES = 10;
/** Without the letters and digits that people mistake for each other. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const RECOVERY_LENGTH = 10;

/** Stored secrets name their person, so that one can't be put into another's row. */
function sealFor(
  identityId: string,
  purpose: string,
  secret: Uint8Array,
  rest = Buffer.alloc(0),
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(purpose, Buffer.concat([Buffer.from(identityId), secret, rest])));
}

function openFor(identityId: string, purpose: string, sealed: Uint8Array): { secret: Buffer; rest: Buffer } | null {
  const bytes = open(purpose, sealed);
  if (bytes.subarray(0, 36).toString() !== identityId) return null;
  return { secret: bytes.subarray(36, 56), rest: bytes.subarray(56) };
}

/** What setting up a second factor begins with: a new secret, shown and not yet stored; `setup` brings it back, sealed. */
export type SecondFactorSetup = { secret: string; uri: string; setup: string };

/** Makes a secret for a person's app; nothing is stored until the app has shown that it works. */
export function beginSecondFactor(identityId: string, issuer: string, label: string, now: Date): SecondFactorSetup {
  const bytes = newTotpSecret();
  const until = Buffer.from(String(now.getTime() + SETUP_MINUTES * 60_000));
  const { text, uri } = describeTotp(bytes, issuer, label);
  return { secret: text, uri, setup: Buffer.from(sealFor(identityId, SETUP, bytes, until)).toString("base64url") };
}

/**
 * The secret of a setup that this person began, and the step of the code that proves that the app has it.
 *
 * @throws AppError CONFLICT `access.setupLapsed`; BAD_INPUT at `code`.
 */
export function proveSetup(
  identityId: string,
  setup: string,
  code: string,
  now: Date,
): { secret: Buffer; step: number } {
  let begun: ReturnType<typeof openFor>;
  try {
    begun = openFor(identityId, SETUP, Buffer.from(setup, "base64url"));
  } catch {
    begun = null;
  }
  if (!begun || Number(begun.rest.toString()) < now.getTime()) throw new AppError("CONFLICT", "access.setupLapsed");
  const step = totpStep(begun.secret, typed(code), now);
  if (step === null) throw wrongCode();
  return { secret: begun.secret, step };
}

/** The refusal of a code, at the field `code`. */
export function wrongCode(): AppError {
  return new AppError("BAD_INPUT", "shared.badInput", { fields: { code: "access.wrongCode" } });
}

function typed(code: string): string {
  return code.replace(/[\s-]/g, "").toLowerCase();
}

function recoveryHash(identityId: string, code: string, keyId = config().secrets.current): Buffer<ArrayBuffer> {
  const key = config().secrets.of(keyId, "recovery-codes");
  if (!key) throw new Error("Hashed with an unknown key");
  return Buffer.from(createHmac("sha256", key).update(`${identityId}\0${code}`).digest());
}

/**
 * Uses a code of the app, or a recovery code, up (system scope): neither is good a second time, however many ask at once.
 *
 * @returns what it was, or null where it is wrong, used, or there is no second factor.
 */
export async function consumeCode(work: Work, identityId: string, code: string): Promise<"app" | "recovery" | null> {
  const given = typed(code);
  if (/^\d{6}$/.test(given)) {
    const row = await work.tx.identity.findUnique({ where: { id: identityId }, select: { totpSecret: true } });
    const secret = row?.totpSecret ? openFor(identityId, SECRET, row.totpSecret)?.secret : null;
    const step = secret ? totpStep(secret, given, work.now) : null;
    if (step === null) return null;
    const { count } = await work.tx.identity.updateMany({
      where: {
        id: identityId,
        totpEnabledAt: { not: null },
        OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
      },
      data: { totpLastStep: step },
    });
    return count === 1 ? "app" : null;
  }
  if (given.length !== RECOVERY_LENGTH) return null;
  const hashes = config().secrets.known.map((id) => recoveryHash(identityId, given, id));
  const { count } = await work.tx.recoveryCode.updateMany({
    where: { identityId, codeHash: { in: hashes }, usedAt: null },
    data: { usedAt: work.now },
  });
  return count === 1 ? "recovery" : null;
}

/** Replaces a person's recovery codes (system scope). @returns the new ones, which are shown once. */
export async function renewRecoveryCodes(work: Work, identityId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    // 31 letters: a byte above the last whole multiple is drawn again.
    let text = "";
    while (text.length < RECOVERY_LENGTH)
      for (const byte of randomBytes(16)) if (byte < 248 && text.length < RECOVERY_LENGTH) text += ALPHABET[byte % 31];
    return text;
  });
  await work.tx.recoveryCode.deleteMany({ where: { identityId } });
  await work.tx.recoveryCode.createMany({
    data: codes.map((code) => ({ identityId, codeHash: recoveryHash(identityId, code) })),
  });
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/**
 * Stores a proved secret where there is none yet and the password is still the one that was proved (system scope).
 *
 * @returns the recovery codes, or null where somebody was faster.
 */
export async function storeSecondFactor(
  work: Work,
  identity: { id: string; passwordHash: string | null },
  proved: { secret: Uint8Array; step: number },
): Promise<string[] | null> {
  const { count } = await work.tx.identity.updateMany({
    where: { id: identity.id, passwordHash: identity.passwordHash, totpEnabledAt: null },
    data: {
      totpSecret: sealFor(identity.id, SECRET, proved.secret),
      totpLastStep: proved.step,
      totpEnabledAt: work.now,
    },
  });
  return count === 1 ? renewRecoveryCodes(work, identity.id) : null;
}

/** Takes a person's second factor away (system scope). */
export async function clearSecondFactor(work: Work, identityId: string): Promise<void> {
  await work.tx.identity.update({
    where: { id: identityId },
    data: { totpSecret: null, totpLastStep: null, totpEnabledAt: null },
  });
  await work.tx.recoveryCode.deleteMany({ where: { identityId } });
}
