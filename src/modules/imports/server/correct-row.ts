import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CorrectRowInput } from "../contract";
import { storeChecks } from "./check-import.job";
import type { ImportKind } from "./import-kind";
import { keepImport, recount, settleStates, touchImport } from "./imports.repo";

/**
 * Changes cells of a row and checks it again, with the rows that it clashes or clashed with.
 *
 * @throws AppError what `keepImport` throws; NOT_FOUND for a row that is gone.
 */
export async function correctRow(
  work: Work,
  kind: ImportKind,
  siteId: string,
  { importId, rowId, cells }: CorrectRowInput,
): Promise<void> {
  const accountId = accountOf(work);
  await keepImport(work, kind.kind, siteId, importId);
  const row = await work.tx.importRow.findFirst({ where: { accountId, importId, id: rowId } });
  if (!row) throw new AppError("NOT_FOUND", "shared.notFound");
  const known = new Set((await kind.columns(work, siteId)).map((column) => column.key));
  const before = row.cells as Record<string, string>;
  const after = { ...before };
  const problems = { ...(row.problems as Record<string, string>) };
  for (const [key, text] of Object.entries(cells)) {
    if (!known.has(key)) throw new AppError("BAD_INPUT", "shared.badInput");
    after[key] = text.replaceAll("\u0000", "").trim();
    if (after[key] !== before[key]) delete problems[key];
  }
  const check = (await kind.rowCheck(work, siteId))(after, problems);
  await work.tx.importRow.updateMany({ where: { accountId, importId, id: rowId }, data: { cells: after, problems } });
  await storeChecks(work, [{ id: rowId, ...check }]);
  await checkAround(work, kind, siteId, importId, [row.resolved as Record<string, unknown> | null, check.resolved]);
}

/** Takes a row out of an import; rows that clashed with it are checked again. */
export async function removeRow(
  work: Work,
  kind: ImportKind,
  siteId: string,
  { importId, rowId }: { importId: string; rowId: string },
): Promise<void> {
  const accountId = accountOf(work);
  await keepImport(work, kind.kind, siteId, importId);
  const row = await work.tx.importRow.findFirst({ where: { accountId, importId, id: rowId } });
  if (!row) throw new AppError("NOT_FOUND", "shared.notFound");
  await work.tx.importRow.deleteMany({ where: { accountId, importId, id: rowId } });
  await checkAround(work, kind, siteId, importId, [row.resolved as Record<string, unknown> | null]);
}

async function checkAround(
  work: Work,
  kind: ImportKind,
  siteId: string,
  importId: string,
  rows: (Record<string, unknown> | null)[],
): Promise<void> {
  const around: Record<string, string[]> = {};
  for (const row of rows)
    for (const [key, value] of Object.entries(kind.clashKeys(row))) around[key] = [...(around[key] ?? []), value];
  if (Object.keys(around).length > 0) await kind.checkClashes(work, { importId, siteId, around });
  await settleStates(work, importId);
  await recount(work, importId);
  touchImport(work, siteId);
}
