import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { AppearancePage } from "@/modules/personalization/ui/appearance-page";
import { config } from "@/platform/config";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("personalization"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "personalization.view" });
  await prefetch(trpc.personalization.appearance.queryOptions());
  const { productName } = await productWords();
  return (
    <HydrateClient>
      <AppearancePage
        base="/personalization"
        canEdit={can(actor, "personalization.edit")}
        productName={productName}
        company={actor.companyName}
        origin={config().origin}
      />
    </HydrateClient>
  );
}
