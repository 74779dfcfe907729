import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { guideTopic } from "@/composition/guide";
import { GuidePage } from "@/modules/support/ui/guide-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("guidePage.title") };
}

export default async function Page({ params }: { params: Promise<{ topic?: string[] }> }) {
  return <GuidePage base="/guide" {...(await guideTopic((await params).topic))} />;
}
