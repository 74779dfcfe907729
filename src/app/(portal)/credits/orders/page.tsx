import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { CreditsPage } from "@/modules/credits/ui/credits-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

/** Orders of credits: the account's own, and those of a reseller's customers (R034 to R037). */
export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "myAccount.view" });
  await prefetch(trpc.credits.balance.queryOptions());
  const { encoder, operator } = await productWords();
  return (
    <HydrateClient>
      <CreditsPage
        accountId={actor.accountId}
        timeZone={actor.timeZone}
        view="orders"
        maySeeTransfers={can(actor, "customerAccounts.view")}
        mayTransfer={can(actor, "transferCredits")}
        maySetThreshold={can(actor, "myAccount.edit")}
        orders={{ mayOrder: can(actor, "orderCredits"), words: { encoder, operator } }}
      />
    </HydrateClient>
  );
}
