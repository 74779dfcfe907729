"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { type MouseEvent, memo, useRef } from "react";
import { cx } from "./cx";
import { type DataTableColumn, roles } from "./data-table-column";
import { FilterButton } from "./data-table-filters";
import type { MenuItem } from "./floating-panels";
import { CheckboxBox } from "./input";
import { ActionsMenu } from "./menu";
import type { Table } from "./use-table-state";

const opensByItself = "a, button, input, label, select, [role=menuitem], [role=dialog]";

/** A header: sorts, filters. */
export function HeaderCell<Row>({ column, table }: { column: DataTableColumn<Row>; table: Table<Row, unknown> }) {
  const { sort } = table.state;
  const direction = sort?.column === column.id ? sort.direction : null;
  const Arrow = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  const end = column.align === "end";
  return (
    <th
      {...roles.header}
      scope="col"
      aria-sort={direction ? (direction === "asc" ? "ascending" : "descending") : undefined}
      className={cx(end && "text-right", column.className)}
    >
      <span className={cx("group/head flex items-center gap-0.5", end && "justify-end")}>
        {column.sortable ? (
          <button
            type="button"
            className="-ml-1.5 flex min-h-7 items-center gap-1 rounded-md px-1.5 font-semibold hover:bg-hover hover:text-ink"
            onClick={() => table.setSort({ column: column.id, direction: direction === "asc" ? "desc" : "asc" })}
          >
            {column.header}
            <Arrow className={cx("size-3.5", direction ? "text-accent" : "opacity-45")} aria-hidden="true" />
          </button>
        ) : (
          <span className="font-semibold">{column.header}</span>
        )}
        {column.filter ? <FilterButton column={column} table={table} /> : null}
      </span>
    </th>
  );
}

type RowProps<Row> = {
  row: Row;
  columns: readonly DataTableColumn<Row>[];
  primaryId: string | undefined;
  label: string;
  href: string | undefined;
  onOpen: ((row: Row) => void) | undefined;
  selected: boolean | null;
  toggle: (row: Row, selected: boolean, range: boolean) => void;
  actions: ((row: Row) => (MenuItem | false | null | undefined)[]) | undefined;
};

function PlainRow<Row>({ row, columns, primaryId, label, href, onOpen, selected, toggle, actions }: RowProps<Row>) {
  const t = useTranslations("shared.table");
  const opens = href !== undefined || onOpen !== undefined;
  const opener = useRef<HTMLElement>(null);
  const onClick = (event: MouseEvent) => {
    // Clicks from panels opened here bubble through React although they are elsewhere in the page.
    const target = event.target as Element;
    if (!event.currentTarget.contains(target) || target.closest(opensByItself) || window.getSelection()?.toString())
      return;
    opener.current?.click();
  };
  return (
    <tr
      {...roles.row}
      data-selected={selected || undefined}
      className={cx(opens && "cursor-pointer")}
      onClick={opens ? onClick : undefined}
    >
      {selected !== null ? (
        <td {...roles.cell} data-part="box">
          {/* The label makes the whole cell a target for fingers. */}
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is inside CheckboxBox, and has a name of its own */}
          <label className="-m-2.5 grid w-fit place-items-center p-2.5">
            <CheckboxBox
              aria-label={t("selectRow", { row: label })}
              checked={selected}
              onChange={(event) =>
                toggle(row, event.target.checked, (event.nativeEvent as globalThis.MouseEvent).shiftKey === true)
              }
            />
          </label>
        </td>
      ) : null}
      {columns.map((column) => {
        const primary = column.id === primaryId;
        const content = column.cell(row);
        return (
          <td
            key={column.id}
            {...roles.cell}
            data-label={column.header}
            data-part={primary ? "primary" : undefined}
            className={cx(column.align === "end" && "text-right", column.className)}
          >
            {primary && href !== undefined ? (
              <NextLink ref={opener as never} href={href} data-row-opener="" className="row-opener">
                {content}
              </NextLink>
            ) : primary && onOpen ? (
              <button
                ref={opener as never}
                type="button"
                data-row-opener=""
                className="row-opener"
                onClick={() => onOpen(row)}
              >
                {content}
              </button>
            ) : (
              content
            )}
          </td>
        );
      })}
      {actions ? (
        <td {...roles.cell} data-part="actions">
          <ActionsMenu size="sm" label={t("rowActions", { row: label })} items={actions(row)} />
        </td>
      ) : null}
    </tr>
  );
}

/** A row; drawn anew only when it, its selection or the columns change. */
export const TableRow = memo(PlainRow) as typeof PlainRow;
