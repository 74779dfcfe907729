import { accountOf, accountScope, inTransaction, type Performer, type Work } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import type { ImportKind, RowCheck } from "./import-kind";
import { kindOf, recount, settleStates, touchImport } from "./imports.repo";

export const CHECK_TASK = "import-check";
const BATCH = 2_000;
const performer: Performer = { kind: "job", id: null, name: "Import" };

/**
 * The job that checks an import: each row by itself, batch by batch with progress, then all against each other and against the site
 * in one statement. Run again, it starts again.
 */
export function checkImportJob(kinds: readonly ImportKind[]): JobHandler<{ accountId: string; importId: string }> {
  return async ({ accountId, importId }, { lastAttempt }) => {
    const inAccount = <T>(run: (work: Work) => Promise<T>) =>
      inTransaction({ scope: accountScope(accountId), performer, timeout: 120_000 }, run);
    const found = await inAccount((work) =>
      work.tx.import.findFirst({ where: { accountId, id: importId, state: "CHECKING" } }),
    );
    if (!found) return;
    const kind = kindOf(kinds, found.kind);
    const siteId = found.siteId ?? "";
    try {
      const check = await inAccount((work) => kind.rowCheck(work, siteId));
      let last: NewRow | null = null;
      for (let done = 0; ; ) {
        const rows = await inAccount((work) => checkSome(work, { importId, siteId, after: last, done }, check));
        done += rows.length;
        last = rows.at(-1) ?? null;
        if (rows.length < BATCH) break;
      }
      await inAccount(async (work) => {
        await kind.checkClashes(work, { importId, siteId });
        await settleStates(work, importId);
        await recount(work, importId, { state: "CHECKED" });
        touchImport(work, siteId);
      });
    } catch (error) {
      if (lastAttempt)
        await inAccount(async (work) => {
          await work.tx.import.updateMany({
            where: { accountId, id: importId },
            data: { state: "FAILED", failure: "imports.checkFailed" },
          });
          touchImport(work, siteId);
        });
      throw error;
    }
  };
}

type NewRow = { id: string; line: number; cells: Record<string, string>; problems: Record<string, string> };

/** Checks the next rows by themselves, in the order of the file, and says how far that is; fewer than a batch are the last ones. */
async function checkSome(
  work: Work,
  at: { importId: string; siteId: string; after: NewRow | null; done: number },
  check: (cells: NewRow["cells"], problems: NewRow["problems"]) => RowCheck,
): Promise<NewRow[]> {
  const accountId = accountOf(work);
  const { importId, after } = at;
  const rows = await work.tx.$queryRaw<NewRow[]>`
    SELECT id, line, cells, problems FROM import_rows
    WHERE account_id = ${accountId}::uuid AND import_id = ${importId}::uuid
      AND (line, id) > (${after?.line ?? -1}::int, ${after?.id ?? importId}::uuid)
    ORDER BY line, id LIMIT ${BATCH}`;
  const checked = rows.map(({ id, cells, problems }) => ({ id, ...check(cells, problems) }));
  await storeChecks(work, checked);
  await work.tx.import.updateMany({ where: { accountId, id: importId }, data: { done: at.done + rows.length } });
  touchImport(work, at.siteId);
  return rows;
}

/** Stores what the check of single rows said. */
export async function storeChecks(work: Work, checked: ({ id: string } & RowCheck)[]): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE import_rows r SET resolved = c.resolved, findings = c.findings,
      state = CASE WHEN c.resolved IS NULL THEN 'REFUSED' WHEN c.findings <> '[]' THEN 'WARNED' ELSE 'GOOD' END
    FROM jsonb_to_recordset(${JSON.stringify(checked)}::jsonb) AS c (id uuid, resolved jsonb, findings jsonb)
    WHERE r.account_id = ${accountOf(work)}::uuid AND r.id = c.id`;
}
