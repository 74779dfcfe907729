import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { siteRightsOf } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import {
  CONFIGURATION_TABLE,
  CONFIGURATION_TABLE_OPTIONS,
  type ListConfigurationsInput,
} from "@/modules/reader-configurations";
import { tableInputOf } from "@/shared/ui/table-state";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { Configurations } from "./configurations";

type Props = {
  params: Promise<{ siteId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("readerConfigurations"))("list.title") };
}

export default async function Page({ params, searchParams }: Props) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "readerConfigurations.view" }, siteId);
  const query = await searchParams;
  const input = tableInputOf<ListConfigurationsInput>(CONFIGURATION_TABLE, query, CONFIGURATION_TABLE_OPTIONS);
  await prefetch(trpc.readerConfigurations.list.queryOptions({ siteId, ...input }));
  const { encoder, configurationName } = await productWords();
  const rights = [...siteRightsOf(actor, siteId)];
  const words = { encoder, configurationName };
  return (
    <HydrateClient>
      <Configurations siteId={siteId} rights={rights} words={words} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
