import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { ApiSettingsPage } from "@/modules/web-api/ui/api-settings-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webApi"))("settings.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "apiSettings.view" });
  const reseller = actor.accountType === "RESELLER";
  await prefetch(
    reseller
      ? trpc.apiSettings.customers.queryOptions({ search: "" })
      : trpc.apiSettings.get.queryOptions({ accountId: actor.accountId }),
  );
  return (
    <HydrateClient>
      <ApiSettingsPage
        accountId={actor.accountId}
        reseller={reseller}
        canCreate={can(actor, "apiSettings.create")}
        timeZone={actor.timeZone}
        operator={(await productWords()).operator}
      />
    </HydrateClient>
  );
}
