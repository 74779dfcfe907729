"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import { emptySelection, type TableSelection } from "./table-selection";
import {
  type FilterValue,
  readTableState,
  type TableColumnSpec,
  type TableInput,
  type TableOptions,
  type TableSort,
  type TableState,
  tableInput,
  writeTableState,
} from "./table-state";

export type Table<Row = unknown, Input = TableInput> = {
  id: string;
  state: TableState;
  /** What to ask the list procedure for. */
  input: Input;
  options: TableOptions;
  setSearch: (search: string) => void;
  setSort: (sort: TableSort | null) => void;
  setFilter: (column: string, value: FilterValue | undefined) => void;
  clearFilters: () => void;
  setCursor: (cursor: string | null) => void;
  setSize: (size: number) => void;
  selection: TableSelection<Row>;
  setSelection: (selection: TableSelection<Row>) => void;
};

/**
 * The state of a list, kept in the address (so that it can be shared, reloaded and gone back to), and the selection.
 * `tableId` names the table where the browser remembers its columns; `options` must be what the server prefetched with.
 */
export function useTableState<Row = unknown, Input = TableInput>(
  tableId: string,
  columns: readonly TableColumnSpec[],
  options: TableOptions = {},
): Table<Row, Input> {
  const parameters = useSearchParams();
  const fixed = useRef({ columns, options });
  fixed.current = { columns, options };
  const [selection, setSelection] = useState<TableSelection<Row>>(emptySelection);

  // biome-ignore lint/correctness/useExhaustiveDependencies: columns and options are what they were at the first render
  const state = useMemo(() => readTableState(columns, new URLSearchParams(parameters), options), [parameters]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const input = useMemo(() => tableInput(columns, state, options) as Input, [state]);

  const change = useCallback((step: "push" | "replace", part: (before: TableState) => Partial<TableState>) => {
    const present = new URLSearchParams(window.location.search);
    const { columns, options } = fixed.current;
    const before = readTableState(columns, present, options);
    const changes = part(before);
    // Whatever changes the list begins it anew; only turning pages does not.
    const next = writeTableState(columns, present, { ...before, cursor: null, ...changes }, options).toString();
    const url = `${window.location.pathname}${next ? `?${next}` : ""}${window.location.hash}`;
    if (step === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
    // "All that match" was said about another list.
    if ("search" in changes || "filters" in changes) {
      setSelection((now) => (now.kind === "matching" ? emptySelection() : now));
    }
  }, []);

  const actions = useMemo(
    () => ({
      setSearch: (search: string) => change("replace", () => ({ search })),
      setSort: (sort: TableSort | null) => change("replace", () => ({ sort })),
      setFilter: (column: string, value: FilterValue | undefined) =>
        change("replace", (before) => {
          const { [column]: _, ...filters } = before.filters;
          return { filters: value === undefined ? filters : { ...filters, [column]: value } };
        }),
      clearFilters: () => change("replace", () => ({ filters: {}, search: "" })),
      setCursor: (cursor: string | null) => change("push", () => ({ cursor })),
      setSize: (size: number) => change("replace", () => ({ size })),
    }),
    [change],
  );

  return { id: tableId, state, input, options, selection, setSelection, ...actions };
}
