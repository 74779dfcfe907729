"use client";

import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import type { HistoryChangeDto, HistoryRowDto } from "../contract";
import { actionKey } from "../domain/action-text";

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What was done, in the reader's language, with the changed fields of an edit. */
export function HistoryAction({ row, timeZone }: { row: HistoryRowDto; timeZone: string }) {
  const t = useTranslations();
  const key = actionKey(row.action) as never;
  const module = row.action.split(".")[0] ?? "";
  return (
    <div>
      {t.has(key) ? t(key, row.params as never) : row.action}
      {row.changes.length > 0 ? (
        <ul className="mt-1 space-y-0.5 text-xs text-muted">
          {row.changes.map((change) => (
            <Change key={change.field} change={change} module={module} timeZone={timeZone} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Change({ change, module, timeZone }: { change: HistoryChangeDto; module: string; timeZone: string }) {
  const t = useTranslations();
  const keys = [
    `${module}.fields.${change.field}`,
    `accounts.fields.${change.field}`,
    `history.fields.${change.field}`,
  ];
  const key = keys.find((candidate) => t.has(candidate as never));
  const site = change.field.startsWith("site:") ? change.field.slice(5) : null;
  const ofRights = site !== null || change.field === "accountRights" || change.field === "everySiteRights";
  const shown = (value: HistoryChangeDto["from"]) => {
    if (value === null || value === "") return t("history.nothing");
    if (ofRights) return String(value).split(", ").map(rightText).join("; ");
    if (typeof value === "boolean") return t(value ? "history.yes" : "history.no");
    if (typeof value === "string" && INSTANT.test(value)) return formatDateTime(value, { timeZone });
    return String(value);
  };
  const rightText = (right: string) => {
    const [subject, verb] = right.split(".");
    const texts = [`access.rights.subjects.${subject}`, ...(verb ? [`access.rights.verbs.${verb}`] : [])];
    return texts.every((text) => t.has(text as never)) ? texts.map((text) => t(text as never)).join(": ") : right;
  };
  const label = key ? t(key as never) : change.field;
  return (
    <li className="break-words">
      <span className="font-medium">{site === null ? label : t("history.fields.siteRights", { name: site })}</span>
      {": "}
      <del className="no-underline">{shown(change.from)}</del>
      <span aria-hidden="true"> → </span>
      <span className="sr-only"> {t("history.becomes")} </span>
      <ins className="text-ink no-underline">{shown(change.to)}</ins>
    </li>
  );
}
