import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { CustomerImportsPage } from "@/modules/credits/ui/customer-imports-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("import.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "customerAccounts.create" });
  return <CustomerImportsPage accountId={actor.accountId} timeZone={actor.timeZone} />;
}
