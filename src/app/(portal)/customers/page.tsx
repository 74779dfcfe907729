import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { countryOptions } from "@/modules/accounts";
import { CustomersPage } from "@/modules/credits/ui/customers-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "customerAccounts.view" });
  await prefetch(trpc.credits.balance.queryOptions());
  const rights = {
    create: can(actor, "customerAccounts.create"),
    edit: can(actor, "customerAccounts.edit"),
    delete: can(actor, "customerAccounts.delete"),
    transfer: can(actor, "transferCredits"),
  };
  return (
    <HydrateClient>
      <CustomersPage
        accountId={actor.accountId}
        timeZone={actor.timeZone}
        rights={rights}
        countries={countryOptions(await getLocale())}
      />
    </HydrateClient>
  );
}
