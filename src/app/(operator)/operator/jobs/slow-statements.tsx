"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Card } from "@/shared/ui/card";
import { SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";

/** What the database took long for, in the process that answers. */
export function SlowStatements({ timeZone }: { timeZone: string }) {
  const t = useTranslations("operator.slow");
  const trpc = useTRPC();
  const slow = useQuery({ ...trpc.operator.slowStatements.queryOptions(), refetchInterval: 30_000 }).data;
  return (
    <Card title={t("title")} className="mt-6">
      {slow === undefined ? (
        <SkeletonText lines={2} />
      ) : (
        <div className="space-y-4 text-sm">
          <p className="text-muted">{t("description", { from: slow.fromMs })}</p>
          {slow.statements.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            <ul className="divide-y divide-line">
              {slow.statements.map(({ text, count, totalMs, maxMs, lastAt }) => (
                <li key={text} className="space-y-1 py-3">
                  <p className="break-words font-mono text-xs" lang="en">
                    {text}
                  </p>
                  <p className="text-xs text-muted">
                    {t("times", { count })}
                    {" · "}
                    {t("longest", { ms: Math.round(maxMs) })}
                    {" · "}
                    {t("total", { ms: Math.round(totalMs) })}
                    {" · "}
                    {t("last", { time: formatDateTime(lastAt, { timeZone }) })}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Card>
  );
}
