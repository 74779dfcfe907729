"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import type { Page } from "@/shared/kernel/pagination";
import { Badge } from "@/shared/ui/badge";
import { cx } from "@/shared/ui/cx";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { Input } from "@/shared/ui/input";
import { type Table, useTableState } from "@/shared/ui/use-table-state";
import { useErrorText } from "@/trpc/errors";
import { type Finding, type ImportColumnName, type ImportRowDto, type ImportRowsInput, ROW_STATES } from "../contract";

const TONES = { GOOD: "success", WARNED: "warning", REFUSED: "danger" } as const;

type RowsTable = Table<ImportRowDto, Omit<ImportRowsInput, "importId">>;
export type ImportRowEdit = { rowId: string; cells: Record<string, string> };

/** What the list of an import's rows is asked for; its state is in the address. */
export function useImportRows(columns: DataTableColumn<ImportRowDto>[]): RowsTable {
  return useTableState<ImportRowDto, Omit<ImportRowsInput, "importId">>("import-rows", columns, {
    defaultSort: { column: "line", direction: "asc" },
  });
}

/** The columns of an import's rows: line, state, and what the file has, each cell with what is wrong with it. */
export function useImportColumns(
  names: readonly ImportColumnName[],
  onCorrect: ((edit: ImportRowEdit) => void) | null,
): DataTableColumn<ImportRowDto>[] {
  const t = useTranslations("imports.rows");
  return useMemo(
    () => [
      { id: "line", header: t("line"), sortable: true, primary: true, cell: (row) => row.line },
      {
        id: "state",
        header: t("state"),
        filter: {
          type: "select",
          multiple: true,
          options: ROW_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
        },
        cell: (row) => (
          <>
            <Badge tone={TONES[row.state]}>{t(`states.${row.state}`)}</Badge>
            <FindingTexts
              findings={row.findings.filter(({ field }) => !names.some(({ key, inFile }) => inFile && key === field))}
            />
          </>
        ),
      },
      ...names.map(
        ({ key, name, inFile }): DataTableColumn<ImportRowDto> => ({
          id: key,
          header: name,
          defaultHidden: !inFile,
          cell: (row) => (
            <div className="min-w-0 max-sm:flex-1">
              {onCorrect ? (
                <EditableCell
                  label={t("correct", { column: name, line: row.line })}
                  text={row.cells[key] ?? ""}
                  wrong={row.findings.some((finding) => finding.field === key && finding.level === "refused")}
                  onSave={(text) => onCorrect({ rowId: row.id, cells: { [key]: text } })}
                />
              ) : (
                row.cells[key]
              )}
              {inFile ? <FindingTexts findings={row.findings.filter(({ field }) => field === key)} /> : null}
            </div>
          ),
        }),
      ),
    ],
    [names, onCorrect, t],
  );
}

/** The rows of an import, by state; cells are corrected in place, and rows removed. */
export function ImportRowsPanel({
  table,
  columns,
  query,
  onRemove,
  actions,
}: {
  table: RowsTable;
  columns: DataTableColumn<ImportRowDto>[];
  query: {
    data: Page<ImportRowDto> | undefined;
    isError: boolean;
    isFetching: boolean;
    isPlaceholderData?: boolean;
    refetch: () => unknown;
  };
  onRemove: ((row: ImportRowDto) => void) | null;
  actions?: ReactNode;
}) {
  const t = useTranslations("imports.rows");
  return (
    <DataTable
      label={t("label")}
      table={table}
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => t("row", { line: row.line })}
      rowActions={
        onRemove
          ? (row) => [
              {
                label: t("remove"),
                icon: <Trash2 aria-hidden="true" />,
                tone: "danger",
                onSelect: () => onRemove(row),
              },
            ]
          : undefined
      }
      searchPlaceholder={t("search")}
      actions={actions}
      empty={{ title: t("none") }}
    />
  );
}

function FindingTexts({ findings }: { findings: readonly Finding[] }) {
  const t = useTranslations();
  const { codeText } = useErrorText();
  return findings.map(({ code, level, params }) => (
    <p key={code} className={cx("mt-0.5 text-xs text-pretty", level === "refused" ? "text-danger" : "text-warning")}>
      {code.startsWith("workbook.cells.") ? t(code as "workbook.cells.decimal") : codeText(code, params)}
    </p>
  ));
}

/** A cell that becomes a field when it is pressed; Enter or leaving it saves, Escape does not. */
function EditableCell({
  label,
  text,
  wrong,
  onSave,
}: {
  label: string;
  text: string;
  wrong: boolean;
  onSave: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (value: string | null) => {
    setDraft(null);
    if (value !== null && value !== text) onSave(value);
  };
  if (draft === null)
    return (
      <button
        type="button"
        aria-label={`${label}: ${text}`}
        onClick={() => setDraft(text)}
        className={cx(
          "-mx-1.5 block min-h-7 w-full min-w-12 rounded-md border px-1.5 text-left [overflow-wrap:anywhere] hover:bg-hover pointer-coarse:min-h-11",
          wrong ? "border-danger/50" : "border-transparent",
        )}
      >
        {text}
      </button>
    );
  return (
    <Input
      autoFocus
      aria-label={label}
      value={draft}
      maxLength={1000}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(draft)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(draft);
        if (event.key === "Escape") finish(null);
      }}
    />
  );
}
