import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { can } from "@/authz";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { isLocale } from "@/i18n/locales";
import { MailPage } from "@/modules/personalization/ui/mail-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("personalization"))("title") };
}

type Props = { params: Promise<{ kind: string }> };

export default async function Page({ params }: Props) {
  const actor = await requirePage({ kind: "account", right: "personalization.view" });
  const { kind } = await params;
  const wanted = await getLocale();
  const locale = isLocale(wanted) ? wanted : "en";
  await existing(createCaller(await pageContext()).personalization.mail({ kind, locale }));
  return (
    <MailPage
      base="/operator/personalization"
      kind={kind}
      locale={locale}
      canEdit={can(actor, "personalization.edit")}
      timeZone={actor.timeZone}
    />
  );
}
