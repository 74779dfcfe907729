"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ImportPanel, importInterval } from "@/modules/imports/ui/import-panel";
import { useTRPC } from "@/trpc/client";

/** One import of configurators (R258). */
export function ConfiguratorImportPage({
  siteId,
  importId,
  timeZone,
}: {
  siteId: string;
  importId: string;
  timeZone: string;
}) {
  const t = useTranslations("configurators.import");
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.configuratorImports.get.queryOptions({ siteId, importId }, { refetchInterval: importInterval }),
  );
  return (
    <ImportPanel
      siteId={siteId}
      importId={importId}
      of="configurators"
      api={trpc.configuratorImports}
      found={data}
      title={t("title")}
      backText={t("toConfigurators")}
      commitText={(count) => t("commit", { count })}
      note={t("note")}
      timeZone={timeZone}
    />
  );
}
