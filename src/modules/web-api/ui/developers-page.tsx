"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge, type Tone } from "@/shared/ui/badge";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cx } from "@/shared/ui/cx";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { PageHeader } from "@/shared/ui/page-header";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { OperationPanel } from "./operation-panel";
import { entriesOf, type RefDocument, type RefEntry } from "./reference";

export const METHOD_TONES: Record<string, Tone> = {
  GET: "info",
  POST: "success",
  PATCH: "warning",
  DELETE: "danger",
};

/** The documentation of the Web API (R144), read from its OpenAPI document, with a console to try each operation. */
export function DevelopersPage() {
  const t = useTranslations("webApi.reference");
  const [document, setDocument] = useState<RefDocument | null>(null);
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState("");
  const [search, setSearch] = useState("");
  const [token, setToken] = useState("");
  useEffect(() => {
    fetch("/api/v1/openapi.json")
      .then((answer) => answer.json())
      .then(setDocument, () => setFailed(true));
    const read = () => setChosen(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const entries = document ? entriesOf(document) : [];
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = entries.filter((entry) =>
    words.every((word) => `${entry.method} ${entry.path} ${entry.summary}`.toLowerCase().includes(word)),
  );
  const open = entries.find((entry) => entry.operationId === chosen) ?? entries[0];
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<LinkButton href="/api/v1/openapi.json">{t("download")}</LinkButton>}
      />
      {failed ? <ErrorState title={t("failed")} /> : null}
      {!document && !failed ? <SkeletonText lines={12} /> : null}
      {document && open ? (
        <div className="grid items-start gap-6 lg:grid-cols-[18rem_minmax(0,1fr)]">
          <nav aria-label={t("operations")} className="space-y-4 lg:sticky lg:top-20">
            <FormField label={t("search")} labelHidden>
              <Input
                type="search"
                value={search}
                placeholder={t("search")}
                onChange={(event) => setSearch(event.target.value)}
              />
            </FormField>
            <div className="max-h-[60vh] space-y-4 overflow-y-auto lg:max-h-[calc(100dvh-11rem)]">
              {document.tags.map((tag) => (
                <OperationList
                  key={tag.name}
                  title={tag.name}
                  entries={shown.filter((entry) => entry.tags.includes(tag.name))}
                  open={open.operationId}
                />
              ))}
              {shown.length === 0 ? (
                <p className="flex items-center gap-2 text-sm text-muted">
                  <Search className="size-4" aria-hidden="true" />
                  {t("nothing")}
                </p>
              ) : null}
            </div>
          </nav>
          <div className="min-w-0 space-y-6">
            <Card>
              <p className="text-sm">{t("intro")}</p>
              <FormField label={t("token")} hint={t("tokenHint")} className="mt-4 max-w-xl">
                <Input
                  value={token}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setToken(event.target.value.trim())}
                />
              </FormField>
            </Card>
            <OperationPanel key={open.operationId} document={document} entry={open} token={token} />
          </div>
        </div>
      ) : null}
    </>
  );
}

function OperationList({ title, entries, open }: { title: string; entries: RefEntry[]; open: string }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2 className="mb-1 text-sm">{title}</h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry.operationId}>
            <a
              href={`#${entry.operationId}`}
              aria-current={entry.operationId === open ? "true" : undefined}
              className={cx(
                "flex items-center justify-between gap-2 rounded-md px-2 py-1.5 text-sm hover:bg-hover",
                entry.operationId === open && "bg-hover font-medium",
              )}
            >
              <span className="min-w-0">{entry.summary}</span>
              <Badge tone={METHOD_TONES[entry.method] ?? "neutral"}>{entry.method}</Badge>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
