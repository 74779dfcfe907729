import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { CustomerImportPage } from "@/modules/credits/ui/customer-import-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("import.title") };
}

export default async function Page({ params }: { params: Promise<{ importId: string }> }) {
  const { importId } = await params;
  const actor = await requirePage({ kind: "account", right: "customerAccounts.create" });
  await existing(createCaller(await pageContext()).customerImports.get({ importId }));
  await prefetch(trpc.customerImports.get.queryOptions({ importId }));
  return (
    <HydrateClient>
      <CustomerImportPage accountId={actor.accountId} importId={importId} timeZone={actor.timeZone} />
    </HydrateClient>
  );
}
