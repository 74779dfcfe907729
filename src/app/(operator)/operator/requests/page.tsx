import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { RequestsPage } from "@/modules/access/ui/requests-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("requests.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "requests.view" });
  await prefetch(trpc.requests.waiting.queryOptions());
  return (
    <HydrateClient>
      <RequestsPage canAct={can(actor, "requests.act")} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
