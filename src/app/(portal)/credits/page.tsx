import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { CreditsPage } from "@/modules/credits/ui/credits-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { Forecast } from "./forecast";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("credits"))("page.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "myAccount.view" });
  await prefetch(trpc.credits.balance.queryOptions());
  return (
    <HydrateClient>
      <CreditsPage
        accountId={actor.accountId}
        timeZone={actor.timeZone}
        view="statement"
        maySeeTransfers={can(actor, "customerAccounts.view")}
        mayTransfer={can(actor, "transferCredits")}
        maySetThreshold={can(actor, "myAccount.edit")}
        forecast={<Forecast timeZone={actor.timeZone} />}
      />
    </HydrateClient>
  );
}
