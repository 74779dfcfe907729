import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { homeOf } from "@/composition/navigation";
import { currentActor } from "@/composition/page";
import { productWords } from "@/composition/words";
import { DevelopersPage } from "@/modules/web-api/ui/developers-page";
import { AppShell } from "@/shared/ui/app-shell";
import { PreferenceSwitches } from "../shell-parts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webApi"))("reference.title") };
}

/** The Web API's documentation, for everybody (R144). */
export default async function Page() {
  const [actor, words, t] = await Promise.all([currentActor(), productWords(), getTranslations("navigation")]);
  const menus = actor ? [{ label: t("dashboard"), href: homeOf(actor) }] : [{ label: t("signIn"), href: "/login" }];
  return (
    <AppShell
      brand={{ name: words.productName, href: actor ? homeOf(actor) : "/login" }}
      menus={menus}
      labels={{ skip: t("skip"), menu: t("menu"), navigation: t("mainNavigation") }}
      aside={<PreferenceSwitches />}
      footer={<span>{words.copyright}</span>}
    >
      <DevelopersPage />
    </AppShell>
  );
}
