"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cx } from "./cx";
import type { DataTableColumn } from "./data-table-column";
import { FormField } from "./form-field";
import { Checkbox, Input, Select } from "./input";
import { Popover } from "./menu";
import { type DateRange, type FilterValue, isEmptyFilter, type TableFilter } from "./table-state";
import type { Table } from "./use-table-state";

type FilterableColumn = { id: string; header: string; filter?: TableFilter };

/** What is typed, at once for the field and after a pause for the list. */
export function useDebounced(value: string, apply: (value: string) => void, pause = 250) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const applied = useRef(value);
  useEffect(() => {
    // The value changed elsewhere (cleared, back in the browser's history).
    if (value !== applied.current) {
      applied.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      applied.current = next;
      apply(next);
    }, pause);
  };
  return [text, change] as const;
}

/** The control of one column's filter. */
export function FilterField<Row>({ column, table }: { column: FilterableColumn; table: Table<Row, unknown> }) {
  const t = useTranslations("shared.table");
  const { filter } = column;
  const value = table.state.filters[column.id];
  const set = (next: FilterValue | undefined) => table.setFilter(column.id, isEmptyFilter(next) ? undefined : next);
  if (!filter) return null;
  if (filter.type === "text") {
    return <TextFilter label={column.header} value={typeof value === "string" ? value : ""} onChange={set} />;
  }
  if (filter.type === "date-range") {
    const range = (typeof value === "object" && !Array.isArray(value) ? value : {}) as DateRange;
    const type = filter.time ? "datetime-local" : "date";
    return (
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-medium">{column.header}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          <FormField label={t("from")}>
            <Input
              type={type}
              value={range.from ?? ""}
              max={range.to}
              onChange={(event) => set({ ...range, from: event.target.value || undefined })}
            />
          </FormField>
          <FormField label={t("to")}>
            <Input
              type={type}
              value={range.to ?? ""}
              min={range.from}
              onChange={(event) => set({ ...range, to: event.target.value || undefined })}
            />
          </FormField>
        </div>
      </fieldset>
    );
  }
  if (filter.multiple) {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-medium">{column.header}</legend>
        <div className="grid gap-1.5">
          {filter.options.map((option) => (
            <Checkbox
              key={option.value}
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                set(event.target.checked ? [...chosen, option.value] : chosen.filter((other) => other !== option.value))
              }
            />
          ))}
        </div>
      </fieldset>
    );
  }
  return (
    <FormField label={column.header}>
      <Select
        options={filter.options}
        placeholder={t("any")}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => set(event.target.value)}
      />
    </FormField>
  );
}

function TextFilter({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const t = useTranslations("shared.table");
  const [text, change] = useDebounced(value, onChange);
  return (
    <FormField label={label}>
      <Input
        type="search"
        value={text}
        placeholder={t("contains")}
        autoComplete="off"
        maxLength={200}
        onChange={(event) => change(event.target.value)}
      />
    </FormField>
  );
}

/** The small button in a column's header. */
export function FilterButton<Row>({ column, table }: { column: DataTableColumn<Row>; table: Table<Row, unknown> }) {
  const t = useTranslations("shared.table");
  const active = !isEmptyFilter(table.state.filters[column.id]);
  const label = t("filterColumn", { column: column.header });
  return (
    <Popover
      label={label}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={active ? t("filterColumnActive", { column: column.header }) : label}
          title={label}
          className={cx(
            "grid size-6 place-items-center rounded-md hover:bg-hover",
            active ? "bg-accent-soft text-accent" : "text-muted opacity-70 hover:text-ink hover:opacity-100",
          )}
        >
          <ListFilter className="size-3.5" aria-hidden="true" />
        </button>
      )}
    >
      <FilterField column={column} table={table} />
    </Popover>
  );
}

/** A filter in words: "Activated, Revoked", "from 2026-01-01". */
export function filterText(
  filter: TableFilter,
  value: FilterValue,
  words: { from: (date: string) => string; to: (date: string) => string },
): string {
  if (typeof value === "string") {
    return filter.type === "select" ? (filter.options.find((option) => option.value === value)?.label ?? value) : value;
  }
  if (Array.isArray(value)) {
    return filter.type === "select"
      ? value.map((one) => filter.options.find((option) => option.value === one)?.label ?? one).join(", ")
      : value.join(", ");
  }
  // As all dates are shown: dd-mm-yyyy.
  const day = (text: string) => text.replace(/^(\d{4})-(\d{2})-(\d{2})T?/, "$3-$2-$1 ").trim();
  return [value.from && words.from(day(value.from)), value.to && words.to(day(value.to))].filter(Boolean).join(" ");
}
