import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { CustomersOverviewPage } from "@/modules/credits/ui/customers-overview-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

/** How long the credits of a reseller's customers last, and the tree beneath it. */
export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "customerAccounts.view" });
  return (
    <CustomersOverviewPage
      accountId={actor.accountId}
      timeZone={actor.timeZone}
      mayTransfer={can(actor, "transferCredits")}
    />
  );
}
