import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { UsersPage } from "@/modules/access/ui/users-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("users.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "users.view" });
  await prefetch(trpc.users.profileOptions.queryOptions());
  const rights = {
    create: can(actor, "users.create"),
    edit: can(actor, "users.edit"),
    delete: can(actor, "users.delete"),
    profiles: can(actor, "profiles.view"),
    holder: actor.holder,
  };
  return (
    <HydrateClient>
      <UsersPage accountId={actor.accountId} timeZone={actor.timeZone} rights={rights} base="/operator/users" />
    </HydrateClient>
  );
}
