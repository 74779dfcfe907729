import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Actor } from "@/authz";
import { shownLook } from "@/composition/look";
import { homeOf, navigationOf } from "@/composition/navigation";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { productWords } from "@/composition/words";
import { SignInAgainDialog } from "@/modules/access/ui/sign-in-again-dialog";
import { UserMenu } from "@/modules/access/ui/user-menu-panel";
import { HelpMenu } from "@/modules/support/ui/help-menu-panel";
import { AppShell } from "@/shared/ui/app-shell";
import { TRPCReactProvider } from "@/trpc/client";
import { commandData } from "./commands/command-data";
import { ShellCommands } from "./commands/shell-commands";
import { LookFooter, LookStyle, logoOf } from "./look-parts";
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
  const [t, words, look, nonce, places, commands] = await Promise.all([
    getTranslations("navigation"),
    productWords(),
    shownLook(actor.accountId),
    headers().then((all) => all.get("x-nonce") ?? undefined),
    createCaller(await pageContext()).session.places(),
    commandData(actor),
  ]);
  const menus = navigationOf(actor).map((menu) => ({
    label: t(menu.key as "dashboard"),
    href: menu.href,
    entries: menu.entries?.map((entry) => ({ label: t(entry.key as "sites"), href: entry.href })),
  }));
  const help =
    actor.accountType === "OPERATOR"
      ? { guide: "/operator/guide", support: null }
      : { guide: "/guide", support: "/support" };
  return (
    <TRPCReactProvider>
      <LookStyle look={look} nonce={nonce} />
      <AppShell
        brand={{ name: words.productName, href: homeOf(actor), logo: logoOf(look) }}
        menus={menus}
        labels={{ skip: t("skip"), menu: t("menu"), navigation: t("mainNavigation") }}
        aside={
          <>
            {credits}
            <ShellCommands data={commands} />
            <HelpMenu {...help} />
            <PreferenceSwitches />
            <UserMenu name={actor.name} company={actor.companyName} several={places.length > 1} />
          </>
        }
        footer={<LookFooter look={look} productName={words.productName} />}
      >
        {children}
      </AppShell>
      <SignInAgainDialog email={actor.email} userId={actor.userId} />
    </TRPCReactProvider>
  );
}
