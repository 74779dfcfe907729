import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { ProfilesPage } from "@/modules/access/ui/profiles-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("profiles.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "profiles.view" });
  await prefetch(trpc.profiles.list.queryOptions(), trpc.profiles.own.queryOptions());
  const rights = {
    create: can(actor, "profiles.create"),
    edit: can(actor, "profiles.edit"),
    delete: can(actor, "profiles.delete"),
  };
  return (
    <HydrateClient>
      <ProfilesPage accountType={actor.accountType} rights={rights} base="/operator/users" />
    </HydrateClient>
  );
}
