"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Locale, localeNames, locales } from "@/i18n/locales";
import { LinkButton } from "@/shared/ui/button";
import { ErrorState, PageSkeleton } from "@/shared/ui/states";
import { Tabs } from "@/shared/ui/tabs";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { MailForm } from "./mail-form";
import { type Base, PersonalizationFrame } from "./personalization-frame";

type Props = { base: Base; kind: string; locale: Locale; canEdit: boolean; timeZone: string };

/** One automatic e-mail in each language: subject, body, preview, versions (R039). */
export function MailPage({ base, kind, locale: first, ...props }: Props) {
  const t = useTranslations("personalization.mails");
  const [locale, setLocale] = useState<Locale>(first);
  const content = <Language key={locale} kind={kind} locale={locale} {...props} />;
  return (
    <PersonalizationFrame
      base={base}
      section="mails"
      actions={
        <LinkButton href={`${base}/mails`} icon={<ArrowLeft aria-hidden="true" />}>
          {t("all")}
        </LinkButton>
      }
    >
      <h2 className="text-xl">{t(`kinds.${kind}.name` as "kinds.card-sent.name")}</h2>
      <p className="mb-4 text-sm text-muted">{t(`kinds.${kind}.when` as "kinds.card-sent.when")}</p>
      <Tabs
        label={t("language")}
        value={locale}
        onChange={(id) => setLocale(id as Locale)}
        items={locales.map((id) => ({ id, label: localeNames[id], content }))}
      />
    </PersonalizationFrame>
  );
}

function Language({ kind, locale, ...props }: Omit<Props, "base">) {
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const mail = useQuery(trpc.personalization.mail.queryOptions({ kind, locale }, { refetchOnWindowFocus: false }));
  if (mail.isError) return <ErrorState title={errorText(mail.error)} />;
  if (!mail.data) return <PageSkeleton />;
  const key = mail.data.versions[0]?.version ?? 0;
  return <MailForm key={key} kind={kind} locale={locale} data={mail.data} {...props} />;
}
