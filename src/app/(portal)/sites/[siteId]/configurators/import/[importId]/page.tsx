import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { ConfiguratorImportPage } from "@/modules/configurators/ui/configurator-import-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("configurators"))("import.title") };
}

export default async function Page({ params }: { params: Promise<{ siteId: string; importId: string }> }) {
  const { siteId, importId } = await params;
  const actor = await requirePage({ kind: "site", right: "configurators.create" }, siteId);
  await existing(createCaller(await pageContext()).configuratorImports.get({ siteId, importId }));
  await prefetch(trpc.configuratorImports.get.queryOptions({ siteId, importId }));
  return (
    <HydrateClient>
      <ConfiguratorImportPage siteId={siteId} importId={importId} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
