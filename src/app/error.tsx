"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/shared/ui/states";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("shared.pages");
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <ErrorState
        title={t("errorTitle")}
        description={t("errorText")}
        reference={error.digest ? t("reference", { reference: error.digest }) : undefined}
        retry={{ label: t("retry"), onClick: reset }}
      />
    </main>
  );
}
