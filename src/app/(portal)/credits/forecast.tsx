"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatNumber } from "@/i18n/format";
import { BarChart } from "@/shared/ui/bar-chart";
import { Card } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";

/** "At this pace, enough until …", from the use of the last 90 days, which is drawn below it. */
export function Forecast({ timeZone }: { timeZone: string }) {
  const t = useTranslations("credits.forecast");
  const usage = useTranslations("dashboard.usage");
  const locale = useLocale();
  const trpc = useTRPC();
  const forecast = useQuery(trpc.credits.forecast.queryOptions()).data;
  const days = useQuery(trpc.dashboard.usage.queryOptions()).data;
  if (!forecast || !days) return <Skeleton className="mb-5 h-44 w-full" />;
  const points = days.map(({ day, used, refunded }) => ({
    key: day,
    label: formatDate(`${day}T12:00:00Z`, { timeZone: "UTC" }),
    value: used - refunded,
  }));
  const { until, daysLeft, counted } = forecast;
  return (
    <Card className="mb-5" title={t("title")}>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(16rem,1fr)_2fr]">
        <div>
          <p className="text-lg font-semibold text-balance" data-testid="forecast">
            {until ? t("until", { date: formatDate(until, { timeZone }) }) : t(daysLeft === null ? "unused" : "beyond")}
          </p>
          <p className="mt-2 text-sm text-muted">
            {t("pace", { used: forecast.used, counted })}
            {daysLeft === null ? null : ` ${t("left", { available: forecast.available, count: daysLeft })}`}
          </p>
          <p className="mt-2 text-sm text-muted">{t("note")}</p>
        </div>
        <BarChart
          summary={usage("usedSummary", { count: Math.max(forecast.used, 0), days: points.length })}
          points={points}
          format={(value) => formatNumber(value, locale)}
          columns={[usage("day"), usage("used")]}
          tableLabel={usage("asTable")}
        />
      </div>
    </Card>
  );
}
