import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { productWords } from "@/composition/words";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { Dashboard } from "./dashboard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

/** The welcome page of resellers and end customers (figures 2 and 3). */
export default async function Page() {
  const actor = await requirePage({ kind: "signedIn" });
  await prefetch(
    trpc.dashboard.read.queryOptions(),
    trpc.dashboard.attention.queryOptions(),
    trpc.dashboard.usage.queryOptions(),
  );
  const { encoder, plusProduct } = await productWords();
  return (
    <HydrateClient>
      <Dashboard
        accountId={actor.accountId}
        company={actor.companyName}
        timeZone={actor.timeZone}
        words={{ encoder, plusProduct }}
      />
    </HydrateClient>
  );
}
