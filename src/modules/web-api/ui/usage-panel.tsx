"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatDateTime, formatNumber } from "@/i18n/format";
import { Card } from "@/shared/ui/card";
import type { ApiSettings } from "../contract";

const HEIGHT = 64;
const BAR = 10;

/** How a token is used: last use, calls per day, and from which networks. */
export function UsagePanel({ settings, timeZone }: { settings: ApiSettings; timeZone: string }) {
  const t = useTranslations("webApi.settings");
  const locale = useLocale();
  const most = Math.max(1, ...settings.calls.map((day) => day.calls));
  const total = settings.calls.reduce((sum, day) => sum + day.calls, 0);
  const first = settings.calls[0]?.day ?? "";
  const last = settings.calls.at(-1)?.day ?? "";
  const day = (text: string) => formatDate(`${text}T00:00:00Z`, { timeZone: "UTC" });
  return (
    <Card
      title={t("usage")}
      description={t("lastUsed", { at: formatDateTime(settings.lastUsedAt ?? "", { timeZone }) })}
    >
      <div className="grid gap-6 md:grid-cols-2">
        <figure className="min-w-0">
          <svg
            viewBox={`0 0 ${settings.calls.length * BAR} ${HEIGHT}`}
            className="block h-20 w-full fill-accent"
            preserveAspectRatio="none"
            role="img"
            aria-label={t("callsTotal", { count: total })}
          >
            {settings.calls.map(({ day: key, calls }, index) => {
              const height = calls === 0 ? 1 : Math.max(3, (calls / most) * HEIGHT);
              return (
                <rect key={key} x={index * BAR + 1} y={HEIGHT - height} width={BAR - 2} height={height} rx={1}>
                  <title>{t("callsOn", { day: day(key), count: calls })}</title>
                </rect>
              );
            })}
          </svg>
          <figcaption className="mt-1 flex justify-between text-xs text-muted tabular-nums">
            <span>{day(first)}</span>
            <span>{t("callsTotal", { count: total })}</span>
            <span>{day(last)}</span>
          </figcaption>
        </figure>
        <div className="min-w-0">
          <h3 className="text-sm">{t("places", { count: formatNumber(settings.places.length, locale) })}</h3>
          <ul className="mt-2 space-y-1 text-sm">
            {settings.places.map((place) => (
              <li key={place.network} className="flex flex-wrap justify-between gap-x-4">
                <code>{place.network}</code>
                <span className="text-muted tabular-nums">{formatDateTime(place.firstSeenAt, { timeZone })}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Card>
  );
}
