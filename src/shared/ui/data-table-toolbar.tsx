"use client";

import { ArrowUpDown, Columns3, ListFilter, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "./button";
import type { DataTableColumn } from "./data-table-column";
import { FilterField, filterText, useDebounced } from "./data-table-filters";
import { Checkbox } from "./input";
import { DropdownMenu, Popover } from "./menu";
import type { Table } from "./use-table-state";

/** Columns that are not shown, as this browser remembers them for the table. */
export function useHiddenColumns(tableId: string, columns: readonly { id: string; defaultHidden?: boolean }[]) {
  const initial = useMemo(
    () => new Set(columns.filter((column) => column.defaultHidden).map((column) => column.id)),
    [columns],
  );
  const [stored, setStored] = useState<ReadonlySet<string> | null>(null);
  const key = `table.${tableId}.hidden`;
  useEffect(() => {
    try {
      const text = localStorage.getItem(key);
      if (text) setStored(new Set(JSON.parse(text) as string[]));
    } catch {
      // No storage, or something else wrote there: the default columns.
    }
  }, [key]);
  const setHidden = useCallback(
    (next: ReadonlySet<string> | null) => {
      setStored(next);
      try {
        if (next) localStorage.setItem(key, JSON.stringify([...next]));
        else localStorage.removeItem(key);
      } catch {
        // As above: the choice lasts as long as the page.
      }
    },
    [key],
  );
  return { hidden: stored ?? initial, setHidden };
}

type ToolbarProps<Row> = {
  table: Table<Row, unknown>;
  columns: readonly DataTableColumn<Row>[];
  primaryId: string | undefined;
  hidden: ReadonlySet<string>;
  setHidden: (hidden: ReadonlySet<string> | null) => void;
  actions?: ReactNode;
  searchPlaceholder?: string;
  hideSearch?: boolean;
};

export function TableToolbar<Row>({
  table,
  columns,
  primaryId,
  hidden,
  setHidden,
  actions,
  searchPlaceholder,
  hideSearch,
}: ToolbarProps<Row>) {
  const t = useTranslations("shared.table");
  const [search, setSearch] = useDebounced(table.state.search, table.setSearch);
  const { filters, sort } = table.state;
  const filterable = columns.filter((column) => column.filter);
  const active = filterable.filter((column) => filters[column.id] !== undefined);
  const sortable = columns.filter((column) => column.sortable);
  return (
    <div className="px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        {hideSearch ? null : (
          <label className="relative min-w-40 flex-1 basis-full sm:max-w-96 sm:basis-0">
            <span className="sr-only">{t("search")}</span>
            <Search
              className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted"
              aria-hidden="true"
            />
            <input
              type="search"
              className="field pl-8"
              placeholder={searchPlaceholder ?? t("search")}
              value={search}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
        )}
        {filterable.length > 0 ? (
          <Popover
            label={t("filters")}
            trigger={(props) => (
              <Button {...props} variant="quiet" icon={<ListFilter aria-hidden="true" />}>
                {t("filters")}
                {active.length > 0 ? (
                  <span className="rounded-full bg-accent px-1.5 text-2xs text-on-accent">{active.length}</span>
                ) : null}
              </Button>
            )}
          >
            <div className="grid w-72 max-w-full gap-4">
              {filterable.map((column) => (
                <FilterField key={column.id} column={column} table={table} />
              ))}
              <Button size="sm" disabled={active.length === 0} onClick={table.clearFilters}>
                {t("clearAll")}
              </Button>
            </div>
          </Popover>
        ) : null}
        {sortable.length > 0 ? (
          <span className="sm:hidden">
            <DropdownMenu
              align="start"
              trigger={(props) => (
                <Button {...props} variant="quiet" icon={<ArrowUpDown aria-hidden="true" />}>
                  {t("sort")}
                </Button>
              )}
              items={sortable.flatMap((column) =>
                (["asc", "desc"] as const).map((direction) => ({
                  type: "radio" as const,
                  label: t(direction === "asc" ? "sortAscending" : "sortDescending", { column: column.header }),
                  checked: sort?.column === column.id && sort.direction === direction,
                  onSelect: () => table.setSort({ column: column.id, direction }),
                })),
              )}
            />
          </span>
        ) : null}
        <Popover
          label={t("columns")}
          trigger={(props) => (
            <Button {...props} variant="quiet" icon={<Columns3 aria-hidden="true" />} className="max-sm:hidden">
              {t("columns")}
            </Button>
          )}
        >
          <fieldset className="grid gap-1.5">
            <legend className="mb-1.5 text-sm font-medium">{t("columns")}</legend>
            {columns
              .filter((column) => !column.filterOnly)
              .map((column) => (
                <Checkbox
                  key={column.id}
                  label={column.header}
                  disabled={column.id === primaryId}
                  checked={column.id === primaryId || !hidden.has(column.id)}
                  onChange={(event) => {
                    const next = new Set(hidden);
                    if (event.target.checked) next.delete(column.id);
                    else next.add(column.id);
                    setHidden(next);
                  }}
                />
              ))}
            <Button size="sm" className="mt-2" onClick={() => setHidden(null)}>
              {t("columnsReset")}
            </Button>
          </fieldset>
        </Popover>
        {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {active.length > 0 ? (
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {active.map((column) => (
            <li key={column.id}>
              <button
                type="button"
                className="inline-flex min-h-6 max-w-80 items-center gap-1 rounded-full border border-line bg-accent-soft py-0.5 pr-1.5 pl-2.5 text-xs hover:border-line-control"
                aria-label={t("removeFilter", { column: column.header })}
                onClick={() => table.setFilter(column.id, undefined)}
              >
                <span className="truncate">
                  <span className="text-muted">{column.header}:</span>{" "}
                  {column.filter
                    ? filterText(column.filter, filters[column.id] ?? "", {
                        from: (date) => t("fromDate", { date }),
                        to: (date) => t("toDate", { date }),
                      })
                    : null}
                </span>
                <X className="size-3.5 shrink-0 text-muted" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
