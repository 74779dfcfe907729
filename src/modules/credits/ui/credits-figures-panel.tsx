"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatNumber } from "@/i18n/format";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { ThresholdDialog } from "./threshold-dialog";

/** Balance, on hold and available side by side, with what the difference is (R126, R295). */
export function CreditsFiguresPanel({ maySetThreshold }: { maySetThreshold: boolean }) {
  const t = useTranslations("credits.page");
  const locale = useLocale();
  const trpc = useTRPC();
  const [setting, setSetting] = useState(false);
  const balance = useQuery(trpc.credits.balance.queryOptions()).data;
  return (
    <Card className="mb-5">
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        <dl className="grid w-full grid-cols-3 gap-x-4 sm:w-auto sm:gap-x-10">
          {(["balance", "held", "available"] as const).map((key) => (
            <div key={key} className="sm:min-w-28">
              <dt className="text-xs text-muted">{t(key)}</dt>
              <dd
                data-testid={`credits-${key}`}
                className={`text-2xl font-semibold tabular-nums ${key === "available" && balance?.reached ? "text-danger" : ""}`}
              >
                {balance ? formatNumber(balance[key], locale) : "…"}
              </dd>
            </div>
          ))}
        </dl>
        <p className="max-w-[60ch] flex-1 basis-72 text-sm text-muted">{t("explanation")}</p>
        <div>
          <p className="text-xs text-muted">{t("alert")}</p>
          <p className="mt-1 flex items-center gap-3 text-sm">
            <span data-testid="credits-threshold">
              {balance ? (balance.threshold === null ? t("alertOff") : formatNumber(balance.threshold, locale)) : "…"}
            </span>
            {maySetThreshold ? (
              <Button size="sm" disabled={!balance} onClick={() => setSetting(true)} aria-label={t("alertChange")}>
                {t("change")}
              </Button>
            ) : null}
          </p>
        </div>
      </div>
      {balance?.reached && balance.threshold !== null ? (
        <div className="mt-4">
          <Notice tone="danger" title={t("threshold", { threshold: balance.threshold })} />
        </div>
      ) : null}
      {setting && balance ? <ThresholdDialog initial={balance.threshold} onClose={() => setSetting(false)} /> : null}
    </Card>
  );
}
