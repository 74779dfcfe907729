import { createHash } from "node:crypto";
import { open, seal } from "@/platform/crypto";
import { accountScope, inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";

export const IDEMPOTENCY_SWEEP = "api-idempotency-sweep";
const KEPT_MS = 24 * 3_600_000;
/** After so long a call that never answered is taken for dead. */
const DEAD_MS = 5 * 60_000;

export type StoredAnswer = { status: number; headers: Record<string, string>; body: string };

const hash = (...parts: (string | Uint8Array)[]) => {
  const sha = createHash("sha256");
  for (const part of parts) sha.update(part).update("\0");
  return new Uint8Array(sha.digest());
};

/**
 * Runs something at most once per key and account within 24 hours: the same key with the same request gets the same answer again.
 * An answer of 5xx is not kept, so that trying again really tries.
 *
 * @throws AppError REFUSED `webApi.idempotencyReused` for another request under the key; CONFLICT `webApi.idempotencyRunning` while the
 * first one still runs.
 */
export async function onlyOnce(
  accountId: string,
  key: string,
  request: { name: string; body: Uint8Array; now: Date },
  run: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  const { now } = request;
  const keyHash = hash(key);
  const requestHash = hash(request.name, request.body);
  const own = <T>(work: (work: Work) => Promise<T>) =>
    inTransaction({ scope: accountScope(accountId), performer: systemPerformer, clock: () => now }, work);
  const row = { accountId, keyHash, requestHash, startedAt: now };

  const found = await own(async ({ tx }) => {
    await tx.apiAnswer.deleteMany({
      where: {
        accountId,
        keyHash,
        OR: [
          { startedAt: { lt: new Date(now.getTime() - KEPT_MS) } },
          { answer: null, startedAt: { lt: new Date(now.getTime() - DEAD_MS) } },
        ],
      },
    });
    const { count } = await tx.apiAnswer.createMany({ data: [row], skipDuplicates: true });
    return count > 0 ? null : tx.apiAnswer.findUnique({ where: { accountId_keyHash: { accountId, keyHash } } });
  });
  if (found) {
    if (!Buffer.from(found.requestHash).equals(requestHash)) throw new AppError("REFUSED", "webApi.idempotencyReused");
    if (!found.answer) throw new AppError("CONFLICT", "webApi.idempotencyRunning");
    const stored = JSON.parse(open("api-answers", found.answer).toString("utf8")) as StoredAnswer;
    return { ...stored, replayed: true };
  }

  const forget = () => own(({ tx }) => tx.apiAnswer.deleteMany({ where: { accountId, keyHash } }));
  let answer: StoredAnswer;
  try {
    answer = await run();
  } catch (error) {
    await forget();
    throw error;
  }
  if (answer.status >= 500) await forget();
  else {
    const sealed = new Uint8Array(seal("api-answers", Buffer.from(JSON.stringify(answer))));
    await own(({ tx }) => tx.apiAnswer.updateMany({ where: { accountId, keyHash }, data: { answer: sealed } }));
  }
  return { ...answer, replayed: false };
}

/** Forgets answers after their 24 hours. */
export const sweepAnswersJob: JobHandler = async () => {
  await inTransaction({ scope: systemScope, performer: systemPerformer }, ({ tx, now }) =>
    tx.apiAnswer.deleteMany({ where: { startedAt: { lt: new Date(now.getTime() - KEPT_MS) } } }),
  );
};
