import { createHash } from "node:crypto";
import type { FileRequest } from "@/authz/server";
import { accountOf, type Work } from "@/platform/db";
import { addJob } from "@/platform/jobs";
import { type Cell, exactText, looseText } from "@/platform/workbook/reader/cell";
import { readTable, type TableRow } from "@/platform/workbook/reader/read-table";
import { AppError } from "@/shared/kernel/app-error";
import { plainFileName } from "@/shared/kernel/file-name";
import { newId } from "@/shared/kernel/ids";
import { CHECK_TASK } from "./check-import.job";
import type { ImportColumn, ImportKind } from "./import-kind";
import { touchImport } from "./imports.repo";

/** The largest file of an import, bytes. */
export const IMPORT_UPLOAD_BYTES = 20 * 1024 * 1024;
/** Rows of an import unless its kind takes fewer; the reader may meet a title block and the headers besides. */
const MOST_ROWS = 100_000;
const BATCH = 4_000;
const ABANDONED_MS = 3_600_000;

/**
 * Takes a file for an import (form field `file`): reads it, stores its rows, and adds the job that checks them. A file that can't be
 * read leaves nothing behind.
 *
 * @throws AppError NOT_FOUND for a site that is gone; BAD_INPUT `imports.fileNeeded`, `imports.noRows`, and what reading refuses
 * (`workbook.*`).
 */
export async function uploadImport(request: FileRequest, form: FormData, kind: ImportKind): Promise<{ id: string }> {
  const file = form.get("file");
  if (!(file instanceof File))
    throw new AppError("BAD_INPUT", "imports.fileNeeded", { fields: { file: "imports.fileNeeded" } });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fileHash = createHash("sha256").update(bytes).digest();
  const columns = await request.read((work) => kind.columns(work, request.siteId));
  const most = kind.mostRows ?? MOST_ROWS;
  const table = await readTable(bytes, columns, { rows: most + 21, fileBytes: IMPORT_UPLOAD_BYTES });
  const id = newId();
  const fileName = plainFileName(file.name, "import");
  let total = 0;
  try {
    await request.write(async (work) => {
      const accountId = accountOf(work);
      // What an upload left behind whose process ended in the middle.
      await work.tx.import.deleteMany({
        where: { accountId, state: "READING", createdAt: { lt: new Date(work.now.getTime() - ABANDONED_MS) } },
      });
      const same = await work.tx.import.findFirst({
        where: { accountId, siteId: request.siteId || null, kind: kind.kind, fileHash, state: "COMMITTED" },
        orderBy: { createdAt: "desc" },
        select: { committedAt: true },
      });
      await work.tx.import.createMany({
        data: [
          {
            id,
            accountId,
            siteId: request.siteId || null,
            kind: kind.kind,
            state: "READING",
            fileName,
            fileHash,
            sameFileAt: same?.committedAt,
            columns: [...table.columns.keys()],
            unknown: table.unknown.slice(0, 50).map((header) => header.slice(0, 100)),
            createdById: request.actor.userId,
            createdBy: request.actor.name,
            createdAt: work.now,
          },
        ],
      });
    });
    for await (const rows of batches(table.rows)) {
      total += rows.length;
      if (total > most) throw new AppError("BAD_INPUT", "workbook.tooManyRows", { params: { rows: most } });
      await request.write((work) => storeRows(work, id, rows, columns));
    }
    if (total === 0) throw new AppError("BAD_INPUT", "imports.noRows", { fields: { file: "imports.noRows" } });
    await request.write(async (work) => {
      const accountId = accountOf(work);
      await work.tx.import.updateMany({ where: { accountId, id }, data: { state: "CHECKING", total } });
      await addJob(work, CHECK_TASK, { accountId, importId: id }, { key: `import:${id}`, maxAttempts: 5 });
      touchImport(work, request.siteId);
    });
  } catch (error) {
    await table.close();
    await request.write((work) => work.tx.import.deleteMany({ where: { accountId: accountOf(work), id } }));
    throw error;
  }
  return { id };
}

async function storeRows(
  work: Work,
  importId: string,
  rows: TableRow<string>[],
  columns: readonly ImportColumn[],
): Promise<void> {
  const reading = new Map(columns.map((column) => [column.key, column.reading]));
  const stored = rows.map((row) => {
    const cells: Record<string, string> = {};
    const problems: Record<string, string> = {};
    for (const [key, cell] of row.cells) {
      const taken = takeCell(cell, reading.get(key) ?? "loose");
      cells[key] = ("text" in taken ? taken.text : cell.text).replaceAll("\u0000", "").slice(0, 1_000);
      if ("problem" in taken) problems[key] = taken.problem;
    }
    return { id: newId(), line: row.line, cells, problems };
  });
  await work.tx.$executeRaw`
    INSERT INTO import_rows (id, account_id, import_id, line, cells, problems)
    SELECT r.id, ${accountOf(work)}::uuid, ${importId}::uuid, r.line, r.cells, r.problems
    FROM jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) AS r (id uuid, line int, cells jsonb, problems jsonb)`;
}

function takeCell(cell: Cell, reading: ImportColumn["reading"]) {
  if (reading === "exact") return exactText(cell);
  if (reading === "date" && cell.type === "date" && !cell.formula) return { text: cell.text };
  return looseText(cell);
}

async function* batches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
