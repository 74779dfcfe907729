import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/states";

export default async function NotFound() {
  const t = await getTranslations("shared.pages");
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={<Compass />}
        title={<h1 className="text-xl">{t("notFoundTitle")}</h1>}
        description={t("notFoundText")}
        action={<LinkButton href="/">{t("home")}</LinkButton>}
      />
    </main>
  );
}
