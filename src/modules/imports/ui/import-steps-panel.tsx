"use client";

import { useTranslations } from "next-intl";
import { cx } from "@/shared/ui/cx";
import { ProgressBar } from "@/shared/ui/details";
import { Notice } from "@/shared/ui/states";
import { useErrorText } from "@/trpc/errors";
import type { ImportDto, ImportState } from "../contract";

const STEPS = ["file", "check", "correct", "commit"] as const;
const AT: Record<ImportState, number> = { READING: 0, CHECKING: 1, FAILED: 1, CHECKED: 2, COMMITTING: 3, COMMITTED: 4 };

/** The steps of an import and where it stands; without an import, at the first. */
export function ImportStepsPanel({ state }: { state?: ImportState }) {
  const t = useTranslations("imports.steps");
  const at = state ? AT[state] : 0;
  return (
    <ol aria-label={t("label")} className="mb-4 grid grid-cols-2 gap-2 text-sm sm:grid-cols-4">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={cx(
            "rounded-lg border px-3 py-2",
            index === at ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface",
            index > at && "text-muted",
          )}
        >
          <span className="tabular-nums">{index + 1}.</span> {t(step)}
        </li>
      ))}
    </ol>
  );
}

/** What is to be said about an import: how far a job is, why one did nothing, and what of the file is peculiar. */
export function ImportStatePanel({ found, timeText }: { found: ImportDto; timeText: (iso: string) => string }) {
  const t = useTranslations("imports.state");
  const { codeText } = useErrorText();
  return (
    <div className="mb-4 space-y-3" aria-live="polite">
      {found.state === "CHECKING" || found.state === "COMMITTING" ? (
        <Notice tone="info" title={t(found.state)}>
          <ProgressBar
            className="mt-2"
            label={t(found.state)}
            value={found.state === "CHECKING" && found.done < found.total ? found.done : undefined}
            max={found.total}
            text={t("progress", { done: found.state === "CHECKING" ? found.done : 0, total: found.total })}
          />
          <p className="mt-2 text-muted">{t("mayLeave")}</p>
        </Notice>
      ) : null}
      {found.failure ? <Notice tone="danger">{codeText(found.failure)}</Notice> : null}
      {found.sameFileAt && found.state !== "COMMITTED" ? (
        <Notice tone="warning">{t("sameFile", { time: timeText(found.sameFileAt) })}</Notice>
      ) : null}
      {found.unknown.length > 0 && found.state !== "COMMITTED" ? (
        <Notice tone="warning">{t("unknown", { headers: found.unknown.join(", ") })}</Notice>
      ) : null}
      {found.state === "COMMITTED" ? (
        <Notice tone="success" title={t("COMMITTED", { count: found.committed })}>
          {found.refused > 0 ? t("left", { count: found.refused }) : null}
        </Notice>
      ) : null}
    </div>
  );
}
