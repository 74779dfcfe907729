/** One page of what is exported, and where the next one starts; null after the last. */
export type RowPage<Row, Cursor> = { rows: readonly Row[]; next: Cursor | null };

/**
 * Reads pages one after the other as one run of rows, for `writeWorkbook`. The next page is asked for while the rows of this one are
 * written, so that the database and the writer work at the same time; never more than one ahead.
 */
export async function* pagedRows<Row, Cursor>(
  fetch: (cursor: Cursor | null) => Promise<RowPage<Row, Cursor>>,
): AsyncGenerator<Row> {
  let page = await fetch(null);
  for (;;) {
    const coming = page.next === null ? null : fetch(page.next);
    // An error of a page that is no longer wanted (the download was cancelled) is nobody's; otherwise the await below throws it.
    coming?.catch(() => {});
    yield* page.rows;
    if (!coming) return;
    page = await coming;
  }
}
