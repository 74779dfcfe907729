import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { SiteDetailPage } from "@/modules/sites/ui/site-detail-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sites"))("detail.title") };
}

export default async function Page({ params }: { params: Promise<{ siteId: string }> }) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "site.view" }, siteId);
  await prefetch(trpc.sites.detail.queryOptions({ siteId }));
  const { plusProduct } = await productWords();
  return (
    <HydrateClient>
      <SiteDetailPage siteId={siteId} timeZone={actor.timeZone} plusProduct={plusProduct} />
    </HydrateClient>
  );
}
