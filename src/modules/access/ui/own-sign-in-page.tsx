"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "@/shared/ui/page-header";
import { OwnSignInCards } from "./own-sign-in-cards";

/** One's own password, second factor and sessions; for every user, whatever the rights. */
export function OwnSignInPage({ timeZone }: { timeZone: string }) {
  const t = useTranslations("access.own");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="space-y-5 gap-5 lg:columns-2 [&>*]:break-inside-avoid">
        <OwnSignInCards timeZone={timeZone} />
      </div>
    </>
  );
}
