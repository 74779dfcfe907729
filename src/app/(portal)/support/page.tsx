import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { SupportPage } from "@/modules/support/ui/support-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { SupplyChain } from "./supply-chain";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("title") };
}

export default async function Page() {
  await requirePage({ kind: "signedIn" });
  await prefetch(trpc.support.read.queryOptions());
  const { encoder, operator } = await productWords();
  return (
    <HydrateClient>
      <SupportPage encoder={encoder} model={<SupplyChain operator={operator} />} />
    </HydrateClient>
  );
}
