import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { Finding } from "./domain/import-row";

export type { Finding };

export const IMPORT_STATES = ["READING", "CHECKING", "CHECKED", "COMMITTING", "COMMITTED", "FAILED"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const ROW_STATES = ["GOOD", "WARNED", "REFUSED"] as const;
export type RowState = (typeof ROW_STATES)[number];

export type ImportRowDto = {
  id: string;
  line: number;
  state: RowState;
  cells: Record<string, string>;
  findings: Finding[];
};

export type ImportDto = {
  id: string;
  fileName: string;
  state: ImportState;
  columns: string[];
  /** Headers of the file that mean nothing here. */
  unknown: string[];
  total: number;
  done: number;
  good: number;
  warned: number;
  refused: number;
  committed: number;
  /** Why the last check or commit did nothing: an error's code. */
  failure: string | null;
  /** The same file was committed on this site before. */
  sameFileAt: string | null;
  createdBy: string;
  createdAt: string;
  committedAt: string | null;
};

/** Every column that an import may have, as it is called; those of the file and the others. */
export type ImportColumnName = { key: string; name: string; inFile: boolean };
export type ImportDetails = ImportDto & { columnNames: ImportColumnName[] };

export const importRowsInput = listInput(["line"], {
  state: z.array(z.enum(ROW_STATES)).max(3),
});
export type ImportRowsInput = z.output<typeof importRowsInput>;

/** Corrected cells of a row: column → text. */
export const correctRowInput = z.object({
  importId: z.uuid(),
  rowId: z.uuid(),
  cells: z.record(z.string().max(40), z.string().max(1_000)),
});
export type CorrectRowInput = z.output<typeof correctRowInput>;
