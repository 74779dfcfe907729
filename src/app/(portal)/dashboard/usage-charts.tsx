"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatNumber } from "@/i18n/format";
import { BarChart } from "@/shared/ui/bar-chart";
import { Card } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";

/** Credits used and cards activated in the last 90 days; a reseller has no cards, so only the first. */
export function UsageCharts({ cards }: { cards: boolean }) {
  const t = useTranslations("dashboard.usage");
  const locale = useLocale();
  const trpc = useTRPC();
  const usage = useQuery(trpc.dashboard.usage.queryOptions()).data;
  const number = (value: number) => formatNumber(value, locale);
  const chart = (what: "used" | "activated") => {
    if (!usage) return <Skeleton className="h-44 w-full" />;
    const points = usage.map((day) => ({
      key: day.day,
      label: formatDate(`${day.day}T12:00:00Z`, { timeZone: "UTC" }),
      value: day[what],
    }));
    const total = points.reduce((sum, point) => sum + point.value, 0);
    const refunded = usage.reduce((sum, day) => sum + day.refunded, 0);
    return (
      <>
        <p className="mb-3 text-sm">
          <strong className="mr-2 text-2xl font-semibold tabular-nums">{number(total)}</strong>
          <span className="text-muted">
            {t("days", { count: usage.length })}
            {what === "used" && refunded > 0 ? ` · ${t("refunded", { count: refunded })}` : null}
          </span>
        </p>
        <BarChart
          summary={t(`${what}Summary`, { count: total, days: usage.length })}
          points={points}
          format={number}
          columns={[t("day"), t(what)]}
          tableLabel={t("asTable")}
          tone={what === "activated" ? "success" : "accent"}
        />
      </>
    );
  };
  return (
    <div className="mb-7 grid gap-4 lg:grid-cols-2">
      <Card title={t(cards ? "used" : "transferred")} className={cards ? undefined : "lg:col-span-2"}>
        {chart("used")}
      </Card>
      {cards ? <Card title={t("activated")}>{chart("activated")}</Card> : null}
    </div>
  );
}
