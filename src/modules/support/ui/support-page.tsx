"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { BookOpen, Download, ExternalLink, PlayCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatDate } from "@/i18n/format";
import { LinkButton, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { PageHeader } from "@/shared/ui/page-header";
import { useTRPC } from "@/trpc/client";
import type { SupportEntry, SupportKind } from "../contract";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The Support page: contacts, files, tutorials, questions, videos, releases (R311 to R313), searched as one types. */
export function SupportPage({ encoder, model }: { encoder: string; model: ReactNode }) {
  const t = useTranslations("support");
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.support.read.queryOptions());
  const [term, setTerm] = useState("");
  const wanted = plain(term.trim());
  const of = (kind: SupportKind) =>
    data.entries.filter((entry) => entry.kind === kind && plain(`${entry.title} ${entry.body}`).includes(wanted));
  const [faq, tutorials, videos, files, releases] = [of("FAQ"), of("TUTORIAL"), of("VIDEO"), of("FILE"), of("RELEASE")];
  const found = [faq, tutorials, videos, files, releases].some((list) => list.length > 0);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <LinkButton href="/guide" icon={<BookOpen aria-hidden="true" />}>
            {t("guide")}
          </LinkButton>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[2fr_1fr]">
        <div className="space-y-5">
          <FormField label={t("search")} name="term">
            <Input type="search" value={term} onChange={(event) => setTerm(event.target.value)} />
          </FormField>
          {wanted && !found ? (
            <p className="text-sm text-muted">{t("none", { term: term.trim(), email: data.contacts.contactEmail })}</p>
          ) : null}
          <Section title={t("kinds.FAQ")} entries={faq}>
            {(entry) => <Folded entry={entry} />}
          </Section>
          <Section title={t("kinds.TUTORIAL")} entries={tutorials}>
            {(entry) => <Folded entry={entry} />}
          </Section>
          <Section title={t("kinds.VIDEO")} entries={videos}>
            {(entry) => <Line entry={entry} icon={<PlayCircle aria-hidden="true" />} />}
          </Section>
          <Section title={t("kinds.FILE")} entries={files}>
            {(entry) => <Line entry={entry} />}
          </Section>
          {model}
        </div>
        <div className="space-y-5">
          <Contacts contacts={data.contacts} supplier={data.supplier} />
          <Notes encoder={encoder} />
          <Section title={t("kinds.RELEASE")} entries={releases}>
            {(entry) => (
              <div className="py-2.5 text-sm">
                <p className="font-semibold tabular-nums">
                  {[entry.version, formatDate(entry.releasedOn, { timeZone: "UTC" })].filter(Boolean).join(" · ")}
                </p>
                <p lang={entry.lang ?? undefined}>{entry.title}</p>
                {entry.body ? <Body entry={entry} /> : null}
              </div>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

function Section({
  title,
  entries,
  children,
}: {
  title: string;
  entries: SupportEntry[];
  children: (entry: SupportEntry) => ReactNode;
}) {
  if (entries.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="-my-2.5 divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.id}>{children(entry)}</li>
        ))}
      </ul>
    </Card>
  );
}

function Body({ entry }: { entry: SupportEntry }) {
  return (
    <p lang={entry.lang ?? undefined} className="mt-1.5 whitespace-pre-line text-muted [overflow-wrap:anywhere]">
      {entry.body}
    </p>
  );
}

function Folded({ entry }: { entry: SupportEntry }) {
  return (
    <details className="py-2.5 text-sm">
      <summary lang={entry.lang ?? undefined} className="cursor-pointer font-semibold">
        {entry.title}
      </summary>
      <Body entry={entry} />
      <Links entry={entry} />
    </details>
  );
}

function Line({ entry, icon }: { entry: SupportEntry; icon?: ReactNode }) {
  return (
    <div className="flex gap-3 py-2.5 text-sm">
      {icon ? <span className="mt-0.5 text-accent [&_svg]:size-4">{icon}</span> : null}
      <div className="min-w-0 flex-1">
        <p lang={entry.lang ?? undefined} className="font-medium [overflow-wrap:anywhere]">
          {entry.title}
        </p>
        {entry.body ? <Body entry={entry} /> : null}
        <Links entry={entry} />
      </div>
    </div>
  );
}

function Links({ entry }: { entry: SupportEntry }) {
  const t = useTranslations("support");
  if (!entry.url && !entry.file) return null;
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1.5 [&_svg]:mr-1.5 [&_svg]:inline [&_svg]:size-3.5">
      {entry.url ? (
        <TextLink href={entry.url}>
          <ExternalLink aria-hidden="true" />
          {t(entry.kind === "VIDEO" ? "watch" : "open")}
          <span className="sr-only">: {entry.title}</span>
        </TextLink>
      ) : null}
      {entry.file ? (
        <a
          href={`/api/exports/support-file?id=${entry.file.id}`}
          className="text-accent underline-offset-2 [overflow-wrap:anywhere] hover:underline"
        >
          <Download aria-hidden="true" />
          {t("download", { name: entry.file.name, size: sizeOf(entry.file.bytes) })}
        </a>
      ) : null}
    </p>
  );
}

/** A size for people: kilobytes below one megabyte. */
export function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

type Contents = {
  contactEmail: string;
  website: string;
  offices: { name: string; address: string; phone: string | null }[];
};

/** Whom to ask: the account's supplier, then the operator and its offices (R311, R313). */
function Contacts({ contacts, supplier }: { contacts: Contents; supplier: string | null }) {
  const t = useTranslations("support.contacts");
  return (
    <Card title={t("title")}>
      <div className="space-y-4 text-sm">
        {supplier ? <p>{t("supplier", { supplier })}</p> : null}
        <p className="[overflow-wrap:anywhere]">
          <span className="block text-xs text-muted">{t("email")}</span>
          <TextLink href={`mailto:${contacts.contactEmail}`}>{contacts.contactEmail}</TextLink>
        </p>
        <p className="[overflow-wrap:anywhere]">
          <span className="block text-xs text-muted">{t("website")}</span>
          <TextLink href={contacts.website}>{contacts.website.replace(/^https?:\/\//, "")}</TextLink>
        </p>
        {contacts.offices.length > 0 ? (
          <section>
            <h3 className="text-xs font-normal text-muted">{t("offices")}</h3>
            <ul className="mt-1 space-y-3">
              {contacts.offices.map((office) => (
                <li key={`${office.name} ${office.address}`}>
                  <strong className="block font-semibold">{office.name}</strong>
                  {office.address}
                  {office.phone ? <span className="block text-muted">{office.phone}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Card>
  );
}

/** Notices and pointers (R002, R036, R173). */
function Notes({ encoder }: { encoder: string }) {
  const t = useTranslations("support.notes");
  return (
    <Card title={t("title")}>
      <ul className="list-disc space-y-2 pl-4 text-sm">
        <li>{t("readers")}</li>
        <li>{t("encoder", { encoder })}</li>
        <li>{t("pse", { encoder })}</li>
        <li>{t("scanners")}</li>
      </ul>
    </Card>
  );
}
