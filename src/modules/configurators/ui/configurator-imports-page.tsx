"use client";

import { useTranslations } from "next-intl";
import { ImportListPanel } from "@/modules/imports/ui/import-list-panel";
import { useTRPC } from "@/trpc/client";

const EXPLAINED = ["firstName", "lastName", "email", "phone"] as const;

/** Importing configurators (R258): takes the file, explains the columns, lists the site's imports. */
export function ConfiguratorImportsPage({ siteId, timeZone }: { siteId: string; timeZone: string }) {
  const t = useTranslations("configurators");
  const trpc = useTRPC();
  return (
    <ImportListPanel
      siteId={siteId}
      of="configurators"
      api={trpc.configuratorImports}
      title={t("import.title")}
      description={t("import.description")}
      intro={t("import.info.intro")}
      explained={EXPLAINED.map((key) => ({ label: t(`report.${key}`), value: t(`import.info.${key}`) }))}
      timeZone={timeZone}
    />
  );
}
