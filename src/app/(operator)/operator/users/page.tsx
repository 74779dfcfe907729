import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UsersRoute } from "@/app/users-routes";
import { requirePage } from "@/composition/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("users.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "account", right: "users.view" });
  return <UsersRoute actor={actor} base="/operator/users" />;
}
