import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { CardImportsPage } from "@/modules/cards/ui/card-imports-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cards"))("import.title") };
}

export default async function Page({ params }: { params: Promise<{ siteId: string }> }) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "cards.create" }, siteId);
  await prefetch(trpc.cardImports.list.queryOptions({ siteId }));
  return (
    <HydrateClient>
      <CardImportsPage siteId={siteId} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
