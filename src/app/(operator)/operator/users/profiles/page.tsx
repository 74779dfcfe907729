import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfilesRoute } from "@/app/users-routes";
import { requirePage } from "@/composition/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("profiles.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "profiles.view" });
  return <ProfilesRoute actor={actor} base="/operator/users" />;
}
