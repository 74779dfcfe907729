import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { canOnAnySite } from "@/authz";
import { requirePage } from "@/composition/page";
import { PrivateIdSettingsPage } from "@/modules/sites/ui/private-id-settings-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sites"))("privateIds.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "signedIn" });
  if (!canOnAnySite(actor, "privateIdSettings.view")) notFound();
  await prefetch(trpc.sites.privateIdSettings.queryOptions());
  return (
    <HydrateClient>
      <PrivateIdSettingsPage accountId={actor.accountId} />
    </HydrateClient>
  );
}
