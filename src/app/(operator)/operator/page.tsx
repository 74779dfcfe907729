import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { Overview } from "./overview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("overview.title") };
}

/** Where the operator's users begin; each tile for who holds its right. */
export default async function Page() {
  const actor = await requirePage({ kind: "signedIn" });
  const may = {
    requests: can(actor, "requests.view"),
    accounts: can(actor, "accounts.view"),
    health: can(actor, "health.view"),
    check: can(actor, "health.act"),
  };
  await prefetch(
    ...(may.requests ? [trpc.requests.waiting.queryOptions()] : []),
    ...(may.accounts ? [trpc.operator.accountCounts.queryOptions()] : []),
    ...(may.health ? [trpc.operator.health.queryOptions()] : []),
  );
  return (
    <HydrateClient>
      <Overview may={may} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
