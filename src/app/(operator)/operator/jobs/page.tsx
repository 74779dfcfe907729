import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { Jobs } from "./jobs";
import { SlowStatements } from "./slow-statements";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("jobs.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "health.view" });
  await prefetch(trpc.operator.jobs.queryOptions(), trpc.operator.slowStatements.queryOptions());
  return (
    <HydrateClient>
      <Jobs mayAct={can(actor, "health.act")} timeZone={actor.timeZone} />
      <SlowStatements timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
