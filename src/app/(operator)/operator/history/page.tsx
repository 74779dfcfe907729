import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { HistoryPage } from "@/modules/history/ui/history-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("history"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "operatorUsers.view" });
  await prefetch(trpc.history.performersOfOperator.queryOptions());
  return (
    <HydrateClient>
      <HistoryPage accountId={actor.accountId} timeZone={actor.timeZone} ofOperator />
    </HydrateClient>
  );
}
