import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { mailboxIsOpen } from "@/composition/mailbox";
import { requirePage } from "@/composition/page";
import { Mailbox } from "./mailbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator"))("mailbox.title") };
}

/** What was sent, in demo and development; elsewhere there is no such page. */
export default async function Page() {
  const actor = await requirePage({ kind: "operator", right: "health.view" });
  if (!mailboxIsOpen()) notFound();
  return <Mailbox timeZone={actor.timeZone} />;
}
