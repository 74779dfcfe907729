import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Actor } from "@/authz";
import { homeOf, navigationOf } from "@/composition/navigation";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { productWords } from "@/composition/words";
import { SignInAgainDialog } from "@/modules/access/ui/sign-in-again-dialog";
import { UserMenu } from "@/modules/access/ui/user-menu-panel";
import { AppShell } from "@/shared/ui/app-shell";
import { TRPCReactProvider } from "@/trpc/client";
import { PreferenceSwitches } from "./shell-parts";

/** The shell of the portal and of the operator's console, with the menus of the actor's rights (R303). */
export async function PortalFrame({
  actor,
  credits,
  children,
}: {
  actor: Actor;
  credits?: ReactNode;
  children: ReactNode;
}) {
  const [t, words, places] = await Promise.all([
    getTranslations("navigation"),
    productWords(),
    createCaller(await pageContext()).session.places(),
  ]);
  const menus = navigationOf(actor).map((menu) => ({
    label: t(menu.key as "dashboard"),
    href: menu.href,
    entries: menu.entries?.map((entry) => ({ label: t(entry.key as "sites"), href: entry.href })),
  }));
  return (
    <TRPCReactProvider>
      <AppShell
        brand={{ name: words.productName, href: homeOf(actor) }}
        menus={menus}
        labels={{ skip: t("skip"), menu: t("menu"), navigation: t("mainNavigation") }}
        aside={
          <>
            {credits}
            <PreferenceSwitches />
            <UserMenu name={actor.name} company={actor.companyName} several={places.length > 1} />
          </>
        }
        footer={
          <>
            <span>{words.copyright}</span>
            <span>{words.productName}</span>
          </>
        }
      >
        {children}
      </AppShell>
      <SignInAgainDialog email={actor.email} userId={actor.userId} />
    </TRPCReactProvider>
  );
}
