import {
  beginSecondFactor,
  clearSecondFactor,
  consumeCode,
  endSessions,
  proveSetup,
  renewRecoveryCodes,
  type SecondFactorSetup,
  storeSecondFactor,
  verifyPassword,
  wrongCode,
} from "@/platform/auth";
import type { Work } from "@/platform/db";
import { countAttempt, forgetAttempts, limitKey } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import type { SecondFactorDto } from "../contract";
import { mailSecondFactorChange, recordForPerson, type SecondFactorChange } from "./person-events";

type Run = <T>(run: (work: Work) => Promise<T>) => Promise<T>;
type Own = { sessionId: string; identityId: string };
type Proof = { password: string; code: string };

/** Whether one has a second factor, since when, and how many recovery codes are left (system scope). */
export async function ownSecondFactor(work: Work, own: Own): Promise<SecondFactorDto> {
  const identity = await work.tx.identity.findUniqueOrThrow({ where: { id: own.identityId } });
  const left = await work.tx.recoveryCode.count({ where: { identityId: own.identityId, usedAt: null } });
  return { email: identity.email, since: identity.totpEnabledAt?.toISOString() ?? null, recoveryCodesLeft: left };
}

/** Begins to set one up: a secret for the app, which is not stored before a code has shown that the app has it. */
export async function beginOwnSecondFactor(work: Work, own: Own): Promise<SecondFactorSetup> {
  const identity = await work.tx.identity.findUniqueOrThrow({ where: { id: own.identityId } });
  if (identity.totpEnabledAt) throw new AppError("CONFLICT", "access.secondFactorThere");
  const { productName } = await work.tx.operatorSettings.findFirstOrThrow({ select: { productName: true } });
  return beginSecondFactor(own.identityId, productName, identity.email, work.now);
}

/**
 * Turns the second factor on, by password and a first code; other sessions of the person end, since they were opened without.
 *
 * @returns the recovery codes, shown this once.
 * @throws AppError BAD_INPUT at `password` or `code`; CONFLICT `access.setupLapsed`, `access.secondFactorThere`; RATE_LIMITED.
 */
export async function enableSecondFactor(
  system: Run,
  own: Own,
  input: Proof & { setup: string },
  now: Date,
): Promise<{ codes: string[] }> {
  const identity = await provePassword(system, own, input.password, now);
  const proved = proveSetup(own.identityId, input.setup, input.code, now);
  const codes = await system(async (work) => {
    const stored = await storeSecondFactor(work, identity, proved);
    if (!stored) throw new AppError("CONFLICT", "access.secondFactorThere");
    await endSessions(work, own.identityId, { except: own.sessionId });
    await note(work, identity, "enabled");
    return stored;
  });
  await forgetAttempts([attemptsOf(own)]);
  return { codes };
}

/**
 * Turns the second factor off, by password and a code, of the app or for recovery.
 *
 * @throws AppError BAD_INPUT at `password` or `code`; RATE_LIMITED.
 */
export async function disableSecondFactor(system: Run, own: Own, input: Proof, now: Date): Promise<void> {
  await withProof(system, own, input, now, async (work, identity) => {
    await clearSecondFactor(work, own.identityId);
    await note(work, identity, "disabled");
    // Where the account requires one, open pages have to go and set up another.
    for (const user of await work.tx.user.findMany({ where: { identityId: own.identityId }, select: { id: true } }))
      work.touch(`user:${user.id}`);
  });
}

/** Makes new recovery codes, by password and a code; those before are worth nothing. @throws AppError as above. */
export async function renewOwnCodes(system: Run, own: Own, input: Proof, now: Date): Promise<{ codes: string[] }> {
  return withProof(system, own, input, now, async (work, identity) => {
    const codes = await renewRecoveryCodes(work, own.identityId);
    await note(work, identity, "renewed");
    return { codes };
  });
}

type Identity = { id: string; email: string; passwordHash: string | null; locale: string | null };
const attemptsOf = (own: Own) => limitKey("second-factor", own.identityId);

/** Counts the attempt, whatever becomes of it, and checks the password. */
async function provePassword(system: Run, own: Own, password: string, now: Date): Promise<Identity> {
  await countAttempt(attemptsOf(own), { attempts: 10, windowSeconds: 900 }, now);
  const identity = await system(({ tx }) => tx.identity.findUniqueOrThrow({ where: { id: own.identityId } }));
  if (!(await verifyPassword(identity.passwordHash, password)))
    throw new AppError("BAD_INPUT", "shared.badInput", { fields: { password: "access.notYourPassword" } });
  return identity;
}

async function withProof<T>(
  system: Run,
  own: Own,
  input: Proof,
  now: Date,
  run: (work: Work, identity: Identity) => Promise<T>,
): Promise<T> {
  const identity = await provePassword(system, own, input.password, now);
  const result = await system(async (work) => {
    if (!(await consumeCode(work, own.identityId, input.code))) throw wrongCode();
    return run(work, identity);
  });
  await forgetAttempts([attemptsOf(own)]);
  return result;
}

const ACTIONS: Record<Exclude<SecondFactorChange, "reset" | "resetByOperator" | "recoveryUsed">, string> = {
  enabled: "access.secondFactorEnabled",
  disabled: "access.secondFactorDisabled",
  renewed: "access.recoveryCodesRenewed",
};

/** History of each account of the person, and the mail to them. */
async function note(work: Work, identity: Identity, change: keyof typeof ACTIONS): Promise<void> {
  await recordForPerson(work, identity.id, ACTIONS[change]);
  const user = await work.tx.user.findFirst({
    where: { identityId: identity.id, status: "ACTIVATED" },
    select: { account: { select: { locale: true } } },
  });
  const locale = identity.locale ?? user?.account.locale ?? "en";
  await mailSecondFactorChange(work, { address: identity.email, locale, accountId: null }, change);
}
