import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { requirePage } from "@/composition/page";
import { FailedEmails } from "./failed-emails";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("failedEmails.title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "health.view" });
  return <FailedEmails mayAct={can(actor, "health.act")} timeZone={actor.timeZone} />;
}
