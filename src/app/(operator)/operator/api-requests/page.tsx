import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { ApiRequestsPage } from "@/modules/web-api/ui/api-requests-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webApi"))("requests.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "tokens.view" });
  await prefetch(trpc.apiRequests.waiting.queryOptions());
  return (
    <HydrateClient>
      <ApiRequestsPage canAct={can(actor, "tokens.act")} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
