"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef } from "react";
import type { Page } from "@/shared/kernel/pagination";
import { cx } from "./cx";
import { type DataTableColumn, LONG_TEXT, roles } from "./data-table-column";
import { Pager, SelectionBar } from "./data-table-footer";
import { HeaderCell, TableRow } from "./data-table-row";
import { TableToolbar, useHiddenColumns } from "./data-table-toolbar";
import type { MenuItem } from "./floating-panels";
import { CheckboxBox } from "./input";
import { EmptyState, ErrorState, Skeleton } from "./states";
import { isEmptySelection, isSelected, pageState, withRows } from "./table-selection";
import type { Table } from "./use-table-state";

export { type DataTableColumn, LONG_TEXT };

export type DataTableProps<Row> = {
  /** Says what the list is of, to screen readers. */
  label: string;
  table: Table<Row, never> | Table<Row, unknown>;
  columns: readonly DataTableColumn<Row>[];
  /** A TanStack query of a `Page<Row>`, best with `placeholderData: keepPreviousData`. */
  query: {
    data: Page<Row> | undefined;
    isError: boolean;
    isFetching: boolean;
    isPlaceholderData?: boolean;
    refetch: () => unknown;
  };
  rowId: (row: Row) => string;
  /** Names a row in the labels of its box and menu ("Simon White"). */
  rowLabel: (row: Row) => string;
  rowHref?: (row: Row) => string;
  onRowOpen?: (row: Row) => void;
  rowActions?: (row: Row) => (MenuItem | false | null | undefined)[];
  /** Row boxes and the bar with actions; the bar's buttons get the selection from `table.selection`. */
  bulkActions?: ReactNode;
  /** The bar acts on ticked rows alone: all that match are not offered. */
  picksOnly?: boolean;
  /** Buttons at the right of the toolbar. */
  actions?: ReactNode;
  searchPlaceholder?: string;
  hideSearch?: boolean;
  /** Shown when the list itself is empty (no search, no filter). */
  empty: { title: string; description?: string; icon?: ReactNode; action?: ReactNode };
  className?: string;
};

/** A list of one page at a time, from the server: search, sort, filters, columns, selection, actions. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, query, rowId, rowLabel, rowHref, onRowOpen, rowActions, bulkActions } = props;
  const table = props.table as Table<Row, unknown>;
  const t = useTranslations("shared.table");
  const { hidden, setHidden } = useHiddenColumns(table.id, columns);
  const primaryId = (columns.find((column) => column.primary) ?? columns[0])?.id;
  const shown = useMemo(
    () => columns.filter((column) => column.id === primaryId || !(hidden.has(column.id) || column.filterOnly)),
    [columns, hidden, primaryId],
  );
  const { data } = query;
  const rows = data?.rows;
  const selectable = bulkActions !== undefined;
  const { selection, setSelection } = table;
  const filtered = table.state.search !== "" || Object.keys(table.state.filters).length > 0;

  // The rows are memoized: what they call reads the present state through this reference.
  const latest = useRef({ rows, selection, setSelection, rowId, lastPicked: null as string | null });
  latest.current = { ...latest.current, rows, selection, setSelection, rowId };
  const toggle = useCallback((row: Row, selected: boolean, range: boolean) => {
    const now = latest.current;
    const id = now.rowId(row);
    const list = now.rows ?? [];
    const from = range ? list.findIndex((other) => now.rowId(other) === now.lastPicked) : -1;
    const to = list.findIndex((other) => now.rowId(other) === id);
    const touched = from < 0 || to < 0 ? [row] : list.slice(Math.min(from, to), Math.max(from, to) + 1);
    now.setSelection(
      withRows(
        now.selection,
        touched.map((other) => [now.rowId(other), other] as const),
        selected,
      ),
    );
    now.lastPicked = id;
  }, []);

  const ids = rows?.map(rowId) ?? [];
  const page = pageState(selection, ids);
  const span = shown.length + (selectable ? 1 : 0) + (rowActions ? 1 : 0);

  return (
    <section
      aria-label={label}
      className={cx("min-w-0 rounded-lg border border-line bg-surface shadow-card", props.className)}
    >
      <TableToolbar {...props} table={table} primaryId={primaryId} hidden={hidden} setHidden={setHidden} />
      <p aria-live="polite" className="sr-only">
        {rows && !query.isFetching
          ? data.total === null
            ? t("shown", { count: rows.length })
            : t("results", { count: data.total })
          : ""}
      </p>
      <div className="table-scroll relative border-line border-y" aria-busy={query.isFetching}>
        {query.isFetching && rows ? (
          <span className="absolute inset-x-0 top-0 z-20 h-0.5 animate-shimmer bg-accent" aria-hidden="true" />
        ) : null}
        {/* The roles keep the table a table where narrow screens show each row as a card. */}
        <table
          {...roles.table}
          aria-label={label}
          className={cx("data-table", query.isPlaceholderData && "opacity-60")}
        >
          <thead {...roles.group}>
            <tr {...roles.row}>
              {selectable ? (
                <th {...roles.header} scope="col" className="w-10">
                  <CheckboxBox
                    aria-label={t("selectPage")}
                    checked={page === "all"}
                    indeterminate={page === "some"}
                    disabled={!rows?.length}
                    onChange={(event) =>
                      setSelection(
                        withRows(
                          selection,
                          (rows ?? []).map((row) => [rowId(row), row] as const),
                          event.target.checked,
                        ),
                      )
                    }
                  />
                </th>
              ) : null}
              {shown.map((column) => (
                <HeaderCell key={column.id} column={column} table={table} />
              ))}
              {rowActions ? (
                <th {...roles.header} scope="col" className="w-12">
                  <span className="sr-only">{t("actions")}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody {...roles.group} onKeyDown={moveBetweenRows}>
            {rows?.map((row) => (
              <TableRow
                key={rowId(row)}
                row={row}
                columns={shown}
                primaryId={primaryId}
                label={rowLabel(row)}
                href={rowHref?.(row)}
                onOpen={onRowOpen}
                selected={selectable ? isSelected(selection, rowId(row)) : null}
                toggle={toggle}
                actions={rowActions}
              />
            ))}
            {!rows && !query.isError
              ? Array.from({ length: Math.min(table.state.size, 12) }, (_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: identical blocks
                  <tr key={index} {...roles.row}>
                    {Array.from({ length: span }, (_, position) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: identical blocks
                      <td key={position} {...roles.cell}>
                        <Skeleton className="h-4 w-full max-w-32" />
                      </td>
                    ))}
                  </tr>
                ))
              : null}
          </tbody>
        </table>
        {rows?.length === 0 ? (
          filtered ? (
            <EmptyState
              compact
              title={t("noMatchTitle")}
              description={t("noMatchText")}
              action={
                <button type="button" className="link text-sm" onClick={table.clearFilters}>
                  {t("clearAll")}
                </button>
              }
            />
          ) : (
            <EmptyState {...props.empty} />
          )
        ) : null}
        {!rows && query.isError ? (
          <ErrorState
            title={t("errorTitle")}
            description={t("errorText")}
            retry={{ label: t("retry"), onClick: () => query.refetch(), busy: query.isFetching }}
          />
        ) : null}
      </div>
      {selectable && !isEmptySelection(selection, data?.total ?? null) ? (
        <SelectionBar
          table={table}
          total={data?.total ?? null}
          pageFull={page === "all"}
          picksOnly={props.picksOnly}
          actions={bulkActions}
        />
      ) : null}
      <Pager table={table} page={data} />
    </section>
  );
}

/** Arrow up and down go from row to row once one has the focus. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const from = (event.target as Element).closest("[data-row-opener]");
  if (!from) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-opener]")];
  const next = all[all.indexOf(from as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
