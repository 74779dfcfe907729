import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { FieldsPage } from "@/modules/personalization/ui/fields-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("personalization"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "personalization.view" });
  await prefetch(trpc.personalization.fieldLabels.queryOptions());
  return (
    <HydrateClient>
      <FieldsPage
        base="/personalization"
        canEdit={can(actor, "personalization.edit")}
        subjects={actor.accountType === "END_CUSTOMER" ? ["USER", "CARD", "CONFIGURATOR"] : ["USER"]}
      />
    </HydrateClient>
  );
}
