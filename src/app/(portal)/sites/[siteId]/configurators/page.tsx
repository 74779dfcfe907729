import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { canOnSite, siteRightsOf } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { CONFIGURATOR_TABLE, CONFIGURATOR_TABLE_OPTIONS, type ListConfiguratorsInput } from "@/modules/configurators";
import { ConfiguratorsPage } from "@/modules/configurators/ui/configurators-page";
import { tableInputOf } from "@/shared/ui/table-state";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

type Props = {
  params: Promise<{ siteId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("configurators"))("title") };
}

export default async function Page({ params, searchParams }: Props) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "configurators.view" }, siteId);
  const query = await searchParams;
  const input = tableInputOf<ListConfiguratorsInput>(CONFIGURATOR_TABLE, query, CONFIGURATOR_TABLE_OPTIONS);
  await prefetch(trpc.configurators.list.queryOptions({ siteId, ...input }));
  await prefetch(trpc.configurators.fieldLabels.queryOptions({ siteId }));
  if (canOnSite(actor, siteId, "configurationCards.view"))
    await prefetch(trpc.configurators.options.queryOptions({ siteId }));
  const { configurationName, settingsApp } = await productWords();
  const rights = [...siteRightsOf(actor, siteId)];
  const words = { configurationName, settingsApp };
  return (
    <HydrateClient>
      <ConfiguratorsPage siteId={siteId} rights={rights} words={words} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
