"use client";

import { useTranslations } from "next-intl";
import { ImportListPanel } from "@/modules/imports/ui/import-list-panel";
import { useTRPC } from "@/trpc/client";

/** Importing customer accounts: takes the file, explains the columns, lists the account's imports. */
export function CustomerImportsPage({ accountId, timeZone }: { accountId: string; timeZone: string }) {
  const t = useTranslations("customers");
  const account = useTranslations("accounts.fields");
  const trpc = useTRPC();
  return (
    <ImportListPanel
      siteId=""
      of="customers"
      topic={`account:${accountId}`}
      api={trpc.customerImports}
      title={t("import.title")}
      description={t("import.description")}
      intro={t("import.info.intro")}
      explained={[
        ...(["type", "email", "title", "country"] as const).map((key) => ({
          label: account(key),
          value: t(`import.info.${key}`),
        })),
        { label: t("import.language"), value: t("import.info.language") },
        ...(["amount", "threshold", "comment"] as const).map((key) => ({
          label: t(`form.${key}`),
          value: t(`import.info.${key}`),
        })),
      ]}
      timeZone={timeZone}
    />
  );
}
