import type { Actor } from "@/authz";
import { keepRequired, performerOf } from "@/authz/server";
import { accountOf, accountScope, inTransaction, type Performer, type Work } from "@/platform/db";
import { addJob, type JobHandler } from "@/platform/jobs";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import type { ImportKind } from "./import-kind";
import { keepImport, kindOf, recount, settleStates, touchImport } from "./imports.repo";

export const COMMIT_TASK = "import-commit";
type Payload = { accountId: string; importId: string; performer: Performer };

/**
 * Asks for an import to be committed: a job makes all rows that are good or warned, in one transaction.
 *
 * @throws AppError what `keepImport` throws; REFUSED `imports.nothingGood`.
 */
export async function askCommit(
  work: Work,
  actor: Actor,
  kind: ImportKind,
  siteId: string,
  importId: string,
): Promise<void> {
  const accountId = accountOf(work);
  const found = await keepImport(work, kind.kind, siteId, importId);
  const ready = await work.tx.importRow.count({ where: { accountId, importId, state: { in: ["GOOD", "WARNED"] } } });
  if (found.state !== "CHECKED" || ready === 0) throw new AppError("REFUSED", "imports.nothingGood");
  await work.tx.import.updateMany({
    where: { accountId, id: importId },
    data: { state: "COMMITTING", done: 0, failure: null },
  });
  const payload: Payload = { accountId, importId, performer: performerOf(actor) };
  await addJob(work, COMMIT_TASK, payload, { key: `import:${importId}`, maxAttempts: 5 });
  touchImport(work, siteId);
}

/** Throws a checked or failed import away, with its rows. */
export async function discardImport(work: Work, kind: ImportKind, siteId: string, importId: string): Promise<void> {
  await keepImport(work, kind.kind, siteId, importId);
  await work.tx.import.deleteMany({ where: { accountId: accountOf(work), id: importId } });
  touchImport(work, siteId);
}

/**
 * The job that commits. The person who asked must still hold the right when it is done. If a row has lost its place meanwhile, nothing
 * is made: the row is shown refused, and the person decides again.
 */
export function commitImportJob(kinds: readonly ImportKind[]): JobHandler<Payload> {
  return async ({ accountId, importId, performer }, { lastAttempt }) => {
    const options = { scope: accountScope(accountId), performer, timeout: 300_000 };
    const found = await inTransaction(options, (work) =>
      work.tx.import.findFirst({ where: { accountId, id: importId, state: "COMMITTING" } }),
    );
    if (!found) return;
    const kind = kindOf(kinds, found.kind);
    const scope = { importId, siteId: found.siteId ?? "" };
    const guard = keepRequired(performer.id ?? "", kind.access, scope.siteId);
    const giveBack = (failure: string) =>
      inTransaction(options, async (work) => {
        await kind.checkClashes(work, scope);
        await settleStates(work, importId);
        await recount(work, importId, { state: "CHECKED", failure });
        touchImport(work, scope.siteId);
      });
    try {
      const done = await inTransaction({ ...options, guard }, async (work) => {
        const held = await work.tx.$queryRaw<
          unknown[]
        >`SELECT FROM imports WHERE account_id = ${accountId}::uuid AND id = ${importId}::uuid
            AND state = 'COMMITTING' FOR UPDATE`;
        if (held.length === 0) return true;
        await kind.lock(work, scope);
        await kind.checkClashes(work, scope);
        await settleStates(work, importId);
        const refused = await work.tx.importRow.count({ where: { accountId, importId, state: "REFUSED" } });
        if (refused !== found.refused) return false;
        const committed = await kind.make(work, { ...scope, fileName: found.fileName });
        await work.tx.importRow.deleteMany({ where: { accountId, importId, state: { in: ["GOOD", "WARNED"] } } });
        await work.tx.import.updateMany({
          where: { accountId, id: importId },
          data: { state: "COMMITTED", committed, committedAt: work.now },
        });
        touchImport(work, scope.siteId);
        return true;
      });
      if (!done) await giveBack("imports.conflict");
    } catch (error) {
      if (kind.isConflict(error)) return giveBack("imports.conflict");
      if (isAppError(error) && error.kind !== "UNAVAILABLE") return giveBack(error.code);
      if (lastAttempt) await giveBack("imports.commitFailed");
      throw error;
    }
  };
}
