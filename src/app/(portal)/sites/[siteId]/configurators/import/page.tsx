import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { ConfiguratorImportsPage } from "@/modules/configurators/ui/configurator-imports-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("configurators"))("import.title") };
}

export default async function Page({ params }: { params: Promise<{ siteId: string }> }) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "configurators.create" }, siteId);
  await prefetch(trpc.configuratorImports.list.queryOptions({ siteId }));
  return (
    <HydrateClient>
      <ConfiguratorImportsPage siteId={siteId} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
