import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { MailsPage } from "@/modules/personalization/ui/mails-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("personalization"))("title") };
}

export default async function Page() {
  await requirePage({ kind: "account", right: "personalization.view" });
  await prefetch(trpc.personalization.mails.queryOptions());
  return (
    <HydrateClient>
      <MailsPage base="/personalization" />
    </HydrateClient>
  );
}
