"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { localeNames, locales } from "@/i18n/locales";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { EmptyState, ErrorState, PageSkeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { type Base, PersonalizationFrame } from "./personalization-frame";

/** Every automatic e-mail, and in which language it has words of the account's own (R039). */
export function MailsPage({ base }: { base: Base }) {
  const t = useTranslations("personalization.mails");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [search, setSearch] = useState("");
  const mails = useQuery(trpc.personalization.mails.queryOptions());
  const name = (kind: string) => t(`kinds.${kind}.name` as "kinds.card-sent.name");
  const when = (kind: string) => t(`kinds.${kind}.when` as "kinds.card-sent.when");
  const wanted = search.trim().toLocaleLowerCase();
  const found = (mails.data ?? []).filter(({ kind }) =>
    `${name(kind)} ${when(kind)}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <PersonalizationFrame base={base} section="mails">
      {mails.isError ? <ErrorState title={errorText(mails.error)} /> : null}
      {mails.isPending ? <PageSkeleton /> : null}
      {mails.data ? (
        <Card padding={false}>
          <div className="border-b border-line p-4">
            <FormField label={t("search")} labelHidden>
              <Input
                type="search"
                value={search}
                placeholder={t("search")}
                className="max-w-sm"
                onChange={(event) => setSearch(event.target.value)}
              />
            </FormField>
          </div>
          {found.length === 0 ? <EmptyState title={t("none")} /> : null}
          <ul>
            {found.map(({ kind, sources }) => (
              <li key={kind} className="border-b border-line last:border-0">
                <NextLink
                  href={`${base}/mails/${kind}`}
                  className="flex items-center gap-4 px-5 py-3 hover:bg-hover focus-visible:-outline-offset-2"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block text-sm font-medium">{name(kind)}</span>
                    <span className="block text-xs text-muted">{when(kind)}</span>
                  </span>
                  <span className="flex flex-wrap justify-end gap-1.5">
                    {locales.map((locale) =>
                      sources[locale] === "standard" ? null : (
                        <Badge key={locale} tone={sources[locale] === "own" ? "info" : "neutral"}>
                          {t(`badges.${sources[locale] as "own"}`, { language: localeNames[locale] })}
                        </Badge>
                      ),
                    )}
                  </span>
                  <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden="true" />
                </NextLink>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </PersonalizationFrame>
  );
}
