import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { CardImportPage } from "@/modules/cards/ui/card-import-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cards"))("import.title") };
}

export default async function Page({ params }: { params: Promise<{ siteId: string; importId: string }> }) {
  const { siteId, importId } = await params;
  const actor = await requirePage({ kind: "site", right: "cards.create" }, siteId);
  await existing(createCaller(await pageContext()).cardImports.get({ siteId, importId }));
  await prefetch(trpc.cardImports.get.queryOptions({ siteId, importId }));
  return (
    <HydrateClient>
      <CardImportPage siteId={siteId} importId={importId} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
