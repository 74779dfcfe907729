import { accountOf, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { ImportState } from "../contract";
import type { ImportKind } from "./import-kind";

/** The kind of an import that was stored under its name. */
export function kindOf(kinds: readonly ImportKind[], name: string): ImportKind {
  const kind = kinds.find((one) => one.kind === name);
  if (!kind) throw new Error(`No import of kind ${name}`);
  return kind;
}

export type KeptImport = { id: string; state: ImportState; kind: string; siteId: string; fileName: string };

/**
 * An import of a site, kept as it is until the transaction ends.
 *
 * @throws AppError NOT_FOUND; CONFLICT `imports.busy` where a job is at it, `imports.over` where it was committed.
 */
export async function keepImport(work: Work, kind: string, siteId: string, importId: string): Promise<KeptImport> {
  const rows = await work.tx.$queryRaw<KeptImport[]>`
    SELECT id, state, kind, coalesce(site_id::text, '') AS "siteId", file_name AS "fileName" FROM imports
    WHERE account_id = ${accountOf(work)}::uuid AND site_id IS NOT DISTINCT FROM ${siteId || null}::uuid AND id = ${importId}::uuid AND kind = ${kind}
      AND state <> 'READING' FOR UPDATE`;
  const [found] = rows;
  if (!found) throw new AppError("NOT_FOUND", "shared.notFound");
  if (found.state === "COMMITTED") throw new AppError("CONFLICT", "imports.over");
  if (found.state === "CHECKING" || found.state === "COMMITTING") throw new AppError("CONFLICT", "imports.busy");
  return found;
}

/** Tells open pages that an import has changed: those of its site, or of the account. */
export function touchImport(work: Work, siteId: string): void {
  work.touch(siteId ? `site:${siteId}` : `account:${accountOf(work)}`);
}

/** Sets the state of an import's rows by what was found; only where it changes. */
export async function settleStates(work: Work, importId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE import_rows r SET state = s.state FROM (
      SELECT id, CASE WHEN resolved IS NULL OR clashes @> '[{"level": "refused"}]' THEN 'REFUSED'
        WHEN findings <> '[]' OR clashes <> '[]' THEN 'WARNED' ELSE 'GOOD' END AS state
      FROM import_rows WHERE account_id = ${accountOf(work)}::uuid AND import_id = ${importId}::uuid) s
    WHERE r.account_id = ${accountOf(work)}::uuid AND r.id = s.id AND r.state <> s.state`;
}

/** Counts the rows by state again. */
export async function recount(
  work: Work,
  importId: string,
  more: { state?: ImportState; failure?: string | null } = {},
): Promise<void> {
  const accountId = accountOf(work);
  const counts = await work.tx.importRow.groupBy({ by: ["state"], where: { accountId, importId }, _count: true });
  const of = (state: string) => counts.find((group) => group.state === state)?._count ?? 0;
  const [good, warned, refused] = [of("GOOD"), of("WARNED"), of("REFUSED")];
  await work.tx.import.updateMany({
    where: { accountId, id: importId },
    data: { good, warned, refused, total: good + warned + refused, ...more },
  });
}

/** The condition of rows that may be committed, on `import_rows r`. */
export function committable(work: Work, importId: string): Prisma.Sql {
  return Prisma.sql`r.account_id = ${accountOf(work)}::uuid AND r.import_id = ${importId}::uuid AND r.state IN ('GOOD', 'WARNED')`;
}
