import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { OperatorOrdersPage } from "@/modules/credits/ui/operator-orders-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "credits.view" });
  return <OperatorOrdersPage timeZone={actor.timeZone} mayDecide={can(actor, "credits.act")} />;
}
