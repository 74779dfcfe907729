import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { OperatorPricesPage } from "@/modules/credits/ui/operator-prices-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("prices.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "prices.view" });
  await prefetch(trpc.operatorCredits.prices.queryOptions());
  const { plusProduct } = await productWords();
  return (
    <HydrateClient>
      <OperatorPricesPage mayAct={can(actor, "prices.act")} plusProduct={plusProduct} />
    </HydrateClient>
  );
}
