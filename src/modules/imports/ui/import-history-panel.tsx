"use client";

import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import type { ImportDto, ImportState } from "../contract";

const TONES: Record<ImportState, "neutral" | "info" | "success" | "danger"> = {
  READING: "info",
  CHECKING: "info",
  CHECKED: "neutral",
  COMMITTING: "info",
  COMMITTED: "success",
  FAILED: "danger",
};

/** The imports of a site, newest first: who, when, what became of it. */
export function ImportHistoryPanel({
  imports,
  hrefOf,
  timeText,
}: {
  imports: readonly ImportDto[];
  hrefOf: (importId: string) => string;
  timeText: (iso: string) => string;
}) {
  const t = useTranslations("imports.history");
  return (
    <Card title={t("title")} padding={false}>
      {imports.length === 0 ? <p className="px-5 pb-5 text-sm text-muted">{t("none")}</p> : null}
      <ul className="divide-y divide-line text-sm">
        {imports.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <NextLink
              href={hrefOf(one.id)}
              className="min-w-0 flex-1 basis-48 font-medium text-accent underline-offset-2 hover:underline [overflow-wrap:anywhere]"
            >
              {one.fileName}
            </NextLink>
            <Badge tone={TONES[one.state]}>{t(`states.${one.state}`)}</Badge>
            <span className="text-muted">
              {one.state === "COMMITTED"
                ? t("made", { count: one.committed, refused: one.refused })
                : t("rows", { count: one.total })}
            </span>
            <span className="text-muted tabular-nums">
              {t("by", { name: one.createdBy, time: timeText(one.committedAt ?? one.createdAt) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
