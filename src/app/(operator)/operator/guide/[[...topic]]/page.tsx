import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { guideTopic } from "@/composition/guide";
import { requirePage } from "@/composition/page";
import { GuidePage } from "@/modules/support/ui/guide-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("guidePage.title") };
}

export default async function Page({ params }: { params: Promise<{ topic?: string[] }> }) {
  const actor = await requirePage({ kind: "signedIn" });
  return <GuidePage base="/operator/guide" {...(await guideTopic(actor, (await params).topic))} />;
}
