import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { AccountPage } from "@/modules/access/ui/account-page";
import { countryOptions } from "@/modules/accounts";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("account.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "myAccount.view" });
  const [locale] = await Promise.all([
    getLocale(),
    prefetch(trpc.accounts.own.queryOptions(), trpc.session.list.queryOptions()),
  ]);
  return (
    <HydrateClient>
      <AccountPage
        canEdit={can(actor, "myAccount.edit")}
        timeZone={actor.timeZone}
        countries={countryOptions(locale)}
      />
    </HydrateClient>
  );
}
