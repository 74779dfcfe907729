"use client";

import { useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "@/i18n/format";
import { DefinitionList } from "@/shared/ui/details";
import { Popover } from "@/shared/ui/menu";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";

/** The balance in the top menu (R125, R294): red once the alert threshold is reached (R133, R302); hold and available one tap away. */
export function CreditsIndicator({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("credits.indicator");
  const locale = useLocale();
  useLive([`account:${accountId}`]);
  const { data } = useQuery(trpc.credits.balance.queryOptions());
  const number = (value: number | undefined) => (value === undefined ? "…" : formatNumber(value, locale));
  return (
    <Popover
      label={t("title")}
      align="end"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          data-testid="credits"
          data-reached={data?.reached ?? false}
          aria-label={data ? t(data.reached ? "labelReached" : "label", { balance: data.balance }) : t("title")}
          className="inline-flex min-h-9 items-center gap-1.5 rounded-md px-2.5 text-sm tabular-nums hover:bg-on-brand/12 data-[reached=true]:bg-danger-solid data-[reached=true]:text-white pointer-coarse:min-h-11 [&_svg]:size-4"
        >
          <Coins aria-hidden="true" />
          {number(data?.balance)}
        </button>
      )}
    >
      <div className="w-72 space-y-3 p-3 text-sm">
        <DefinitionList
          columns={1}
          items={[
            { label: t("balance"), value: number(data?.balance) },
            { label: t("held"), value: number(data?.held) },
            { label: t("available"), value: number(data?.available) },
          ]}
        />
        <p className="text-xs text-muted">{t("explanation")}</p>
      </div>
    </Popover>
  );
}
