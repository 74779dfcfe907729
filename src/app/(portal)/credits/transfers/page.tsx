import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { CreditsPage } from "@/modules/credits/ui/credits-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("credits"))("transfers.title") };
}

/** The credit transfer history of a reseller (figure 35). */
export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "customerAccounts.view" });
  await prefetch(trpc.credits.balance.queryOptions());
  return (
    <HydrateClient>
      <CreditsPage
        accountId={actor.accountId}
        timeZone={actor.timeZone}
        view="transfers"
        maySeeTransfers
        mayTransfer={can(actor, "transferCredits")}
        maySetThreshold={can(actor, "myAccount.edit")}
      />
    </HydrateClient>
  );
}
