import type { Access } from "@/authz/server";
import type { Work } from "@/platform/db";
import type { Finding } from "../contract";

/**
 * How a column's cells are read: `exact` to the digit (ids, phone numbers), `loose` (names, comments), `date` (a date, or a text
 * that the kind reads as one).
 */
export type ImportColumn = {
  key: string;
  /** All headers it goes by, in every language; the first one names it in refusals. */
  names: readonly string[];
  required?: boolean;
  reading: "exact" | "loose" | "date";
};

/** What is to be made of a row, or null where it is refused, and what is to be said about it. */
export type RowCheck = { resolved: Record<string, unknown> | null; findings: Finding[] };

/** Rows of an import that a check is about; with `around`, those that share a value of these with a corrected row. */
export type CheckScope = { importId: string; siteId: string; around?: Record<string, string[]> };

/** What can be imported: the part that a module brings to the engine. `siteId` is "" where the import belongs to no site. */
export type ImportKind = {
  kind: string;
  /** What committing needs until it is done: a right on the site, or of the account for what belongs to no site. */
  access: Access;
  /** Rows of a file, at most; 100,000 unless said. */
  mostRows?: number;
  /** The columns that a file for this site may have; named first in `locale`, if one is given. */
  columns(work: Work, siteId: string, locale?: string): Promise<ImportColumn[]>;
  /** Reads once what the check of single rows needs, and gives that check: pure, without reading anything. */
  rowCheck(
    work: Work,
    siteId: string,
  ): Promise<(cells: Record<string, string>, problems: Record<string, string>) => RowCheck>;
  /** Writes `clashes` of rows: with each other and with what the site holds. One statement, whatever their number. */
  checkClashes(work: Work, scope: CheckScope): Promise<void>;
  /** What a row shares with others that it may clash with: column → values as they are compared. */
  clashKeys(resolved: Record<string, unknown> | null): Record<string, string>;
  /** Holds, until the transaction ends, what makes `checkClashes` stay true. */
  lock(work: Work, scope: CheckScope): Promise<void>;
  /** Makes what all rows that are good or warned say, in the transaction of the commit, with history. */
  make(work: Work, scope: CheckScope & { fileName: string }): Promise<number>;
  /** Whether an error of `make` means that somebody else was faster: the rows are then checked again. */
  isConflict(error: unknown): boolean;
};
