import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { type ListSitesInput, SITE_TABLE, SITE_TABLE_OPTIONS } from "@/modules/sites";
import { SitesPage } from "@/modules/sites/ui/sites-page";
import { tableInputOf } from "@/shared/ui/table-state";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sites"))("list.heading") };
}

export default async function Page({ searchParams }: Props) {
  const actor = await requirePage({ kind: "signedIn" });
  if (actor.accountType !== "END_CUSTOMER") notFound();
  const input = tableInputOf<ListSitesInput>(SITE_TABLE, await searchParams, SITE_TABLE_OPTIONS);
  await prefetch(trpc.sites.list.queryOptions(input));
  return (
    <HydrateClient>
      <SitesPage accountId={actor.accountId} timeZone={actor.timeZone} canCreate={can(actor, "sites.create")} />
    </HydrateClient>
  );
}
