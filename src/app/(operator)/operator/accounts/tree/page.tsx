import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { OperatorTreePage } from "@/modules/credits/ui/operator-tree-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("tree.title") };
}

export default async function Page() {
  await requirePage({ kind: "operator", right: "accounts.view" });
  await prefetch(trpc.operatorCredits.branch.queryOptions({ parentId: null }));
  return (
    <HydrateClient>
      <OperatorTreePage />
    </HydrateClient>
  );
}
