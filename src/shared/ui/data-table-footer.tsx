"use client";

import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Page } from "@/shared/kernel/pagination";
import { Button, IconButton } from "./button";
import { emptySelection, matchingSelection, selectedCount } from "./table-selection";
import { pageSizes } from "./table-state";
import type { Table } from "./use-table-state";

/** How many there are, the page size, one page back, one page on. */
export function Pager<Row>({ table, page }: { table: Table<Row, unknown>; page: Page<Row> | undefined }) {
  const t = useTranslations("shared.table");
  return (
    <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-1.5 text-xs text-muted">
      <span className="tabular-nums">
        {page
          ? page.total === null
            ? t("shown", { count: page.rows.length })
            : t("results", { count: page.total })
          : null}
      </span>
      <div className="flex items-center gap-2">
        <label className="flex items-center gap-1.5">
          <span>{t("pageSize")}</span>
          <select
            className="field w-auto py-0.5 text-xs"
            value={table.state.size}
            onChange={(event) => table.setSize(Number(event.target.value))}
          >
            {pageSizes.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
        <fieldset aria-label={t("pages")} className="flex items-center">
          <IconButton
            label={t("previous")}
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={!page?.previousCursor}
            onClick={() => page?.previousCursor && table.setCursor(page.previousCursor)}
          />
          <IconButton
            label={t("next")}
            icon={<ChevronRight aria-hidden="true" />}
            disabled={!page?.nextCursor}
            onClick={() => page?.nextCursor && table.setCursor(page.nextCursor)}
          />
        </fieldset>
      </div>
    </div>
  );
}

/** The bar that says how many are selected, offers all that match, and holds the actions; it floats over the list's end. */
export function SelectionBar<Row>({
  table,
  total,
  pageFull,
  picksOnly = false,
  actions,
}: {
  table: Table<Row, unknown>;
  total: number | null;
  pageFull: boolean;
  /** Acts on ticked rows alone: all that match are not offered. */
  picksOnly?: boolean;
  actions: ReactNode;
}) {
  const t = useTranslations("shared.table");
  const { selection, setSelection } = table;
  const count = selectedCount(selection, total);
  const offersAll =
    !picksOnly && selection.kind === "picked" && pageFull && (total === null || total > selection.rows.size);
  return (
    <section
      aria-label={t("selection")}
      className="sticky bottom-3 z-10 mx-3 my-3 flex animate-rise flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-pop"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
        <span className="font-semibold tabular-nums">
          {count === null ? t("selectedMatching") : t("selected", { count })}
        </span>
        {offersAll ? (
          <button type="button" className="link" onClick={() => setSelection(matchingSelection())}>
            {total === null ? t("selectAllMatching") : t("selectAll", { count: total })}
          </button>
        ) : null}
      </div>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {actions}
        <Button
          variant="quiet"
          size="sm"
          icon={<X aria-hidden="true" />}
          onClick={() => setSelection(emptySelection())}
        >
          {t("deselect")}
        </Button>
      </div>
    </section>
  );
}
