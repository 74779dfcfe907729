/** What a file may hold at most. Every one is checked before the memory it would cost is used. */
export type ReadLimits = {
  /** Bytes of the file itself. */
  fileBytes: number;
  /** Entries in the archive. */
  entries: number;
  /** Bytes of all entries together, as the archive declares them. */
  inflatedBytes: number;
  /** Inflated bytes per compressed byte, for parts over 4 MiB; spreadsheets have 5 to 30. */
  ratio: number;
  /** Rows with content, headers included. */
  rows: number;
  /** Columns up to the last one with content. */
  columns: number;
  /** Bytes of all shared texts together. */
  sharedTextBytes: number;
  /** Seconds the worker may need in all. */
  seconds: number;
  /** Which of the visible sheets is read, from 0. */
  sheet: number;
};

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 32 * 1024 * 1024,
  entries: 1_000,
  inflatedBytes: 512 * 1024 * 1024,
  ratio: 150,
  rows: 200_000,
  columns: 256,
  sharedTextBytes: 96 * 1024 * 1024,
  seconds: 60,
  sheet: 0,
};
