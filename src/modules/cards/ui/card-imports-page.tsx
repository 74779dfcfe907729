"use client";

import { useTranslations } from "next-intl";
import { ImportListPanel } from "@/modules/imports/ui/import-list-panel";
import { useTRPC } from "@/trpc/client";

const EXPLAINED = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "configuration",
  "privateId",
  "validFrom",
  "validUntil",
  "locale",
  "transferable",
] as const;

/** Importing cards (R201, R202): takes the file, explains the columns, lists the site's imports. */
export function CardImportsPage({ siteId, timeZone }: { siteId: string; timeZone: string }) {
  const t = useTranslations("cards.import");
  const trpc = useTRPC();
  return (
    <ImportListPanel
      siteId={siteId}
      of="cards"
      api={trpc.cardImports}
      title={t("title")}
      description={t("description")}
      intro={t("info.intro")}
      explained={EXPLAINED.map((key) => ({ label: t(`columns.${key}`), value: t(`info.${key}`) }))}
      timeZone={timeZone}
    />
  );
}
