"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ImportPanel, importInterval } from "@/modules/imports/ui/import-panel";
import { useTRPC } from "@/trpc/client";

/** One import of cards, with what sending them would cost (R201). */
export function CardImportPage({ siteId, importId, timeZone }: { siteId: string; importId: string; timeZone: string }) {
  const t = useTranslations("cards.import");
  const words = useTranslations("imports.act");
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.cardImports.get.queryOptions({ siteId, importId }, { refetchInterval: importInterval }),
  );
  return (
    <ImportPanel
      siteId={siteId}
      importId={importId}
      of="cards"
      api={trpc.cardImports}
      found={data}
      title={t("title")}
      backText={t("toCards")}
      commitText={(count) => t("commit", { count })}
      facts={[
        { label: t("cost"), value: words("number", { count: data?.cost ?? 0 }) },
        { label: t("available"), value: words("number", { count: data?.available ?? 0 }) },
      ]}
      note={t("free")}
      timeZone={timeZone}
    />
  );
}
