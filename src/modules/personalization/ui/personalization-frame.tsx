import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/shared/ui/page-header";
import { TabNav } from "@/shared/ui/tabs";

export type Section = "appearance" | "mails" | "fields";
/** Where the panel's pages lie: `/personalization`, or the operator's. */
export type Base = "/personalization" | "/operator/personalization";

/** Head and tabs of the Personalization Panel (R038). */
export function PersonalizationFrame({
  base,
  section,
  actions,
  children,
}: {
  base: Base;
  section: Section;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("personalization");
  const tab = (id: Section, href: string) => ({ href, label: t(`sections.${id}`), current: id === section });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={actions} />
      <TabNav
        label={t("title")}
        items={[tab("appearance", base), tab("mails", `${base}/mails`), tab("fields", `${base}/fields`)]}
      />
      {children}
    </>
  );
}
