import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { SupportEditorPage } from "@/modules/support/ui/support-editor-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("editor.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "support.view" });
  await prefetch(trpc.support.items.queryOptions());
  return (
    <HydrateClient>
      <SupportEditorPage mayAct={can(actor, "support.act")} />
    </HydrateClient>
  );
}
