"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "@/i18n/format";
import { ImportPanel, importInterval } from "@/modules/imports/ui/import-panel";
import { useTRPC } from "@/trpc/client";

type Props = { accountId: string; importId: string; timeZone: string };

/** One import of customer accounts, with what its first transfers would set aside. */
export function CustomerImportPage({ accountId, importId, timeZone }: Props) {
  const t = useTranslations("customers.import");
  const locale = useLocale();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.customerImports.get.queryOptions({ importId }, { refetchInterval: importInterval }));
  return (
    <ImportPanel
      siteId=""
      importId={importId}
      of="customers"
      topic={`account:${accountId}`}
      api={trpc.customerImports}
      found={data}
      title={t("title")}
      backText={t("toCustomers")}
      commitText={(count) => t("commit", { count })}
      facts={
        data
          ? [
              { label: t("credits"), value: formatNumber(data.credits, locale) },
              { label: t("available"), value: formatNumber(data.available, locale) },
            ]
          : []
      }
      note={t("note")}
      timeZone={timeZone}
    />
  );
}
