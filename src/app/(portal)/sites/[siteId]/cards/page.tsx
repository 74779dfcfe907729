import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { siteRightsOf } from "@/authz";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { CARD_TABLE, CARD_TABLE_OPTIONS, type ListCardsInput } from "@/modules/cards";
import { CardsPage } from "@/modules/cards/ui/cards-page";
import { tableInputOf } from "@/shared/ui/table-state";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

type Props = {
  params: Promise<{ siteId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cards"))("title") };
}

export default async function Page({ params, searchParams }: Props) {
  const { siteId } = await params;
  const actor = await requirePage({ kind: "site", right: "cards.view" }, siteId);
  const input = tableInputOf<ListCardsInput>(CARD_TABLE, await searchParams, CARD_TABLE_OPTIONS);
  await prefetch(trpc.cards.list.queryOptions({ siteId, ...input }), trpc.cards.formOptions.queryOptions({ siteId }));
  const { plusProduct, configurationName } = await productWords();
  return (
    <HydrateClient>
      <CardsPage
        siteId={siteId}
        rights={[...siteRightsOf(actor, siteId)]}
        words={{ plusProduct, configurationName }}
        timeZone={actor.timeZone}
      />
    </HydrateClient>
  );
}
