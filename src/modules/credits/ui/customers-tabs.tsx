"use client";

import { useTranslations } from "next-intl";
import { TabNav } from "@/shared/ui/tabs";

/** The two views of a supplier's customers: the accounts, and how long their credits last. */
export function CustomersTabs({ view }: { view: "accounts" | "overview" }) {
  const t = useTranslations("overview");
  return (
    <TabNav
      label={t("views")}
      items={[
        { href: "/customers", label: t("accounts"), current: view === "accounts" },
        { href: "/customers/overview", label: t("title"), current: view === "overview" },
      ]}
    />
  );
}
