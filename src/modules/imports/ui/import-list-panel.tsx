"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { PageHeader } from "@/shared/ui/page-header";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import { upload } from "@/trpc/upload";
import { ImportDropPanel } from "./import-drop-panel";
import { ImportHistoryPanel } from "./import-history-panel";
import { type Imported, type ImportsApi, importAddress } from "./import-panel";
import { ImportStepsPanel } from "./import-steps-panel";

/** Importing something into a site: takes the file, explains the columns ("Info", R202), lists the site's imports. */
export function ImportListPanel({
  siteId,
  of,
  topic = `site:${siteId}`,
  api,
  title,
  description,
  intro,
  explained,
  timeZone,
}: {
  siteId: string;
  of: Imported;
  /** What tells of changes of the imports; of the site unless said. */
  topic?: string;
  api: ImportsApi;
  title: string;
  description: string;
  intro: string;
  explained: { label: string; value: ReactNode }[];
  timeZone: string;
}) {
  const t = useTranslations("imports.drop");
  const router = useRouter();
  const { errorText } = useErrorText();
  const list = useQuery(api.list.queryOptions({ siteId }));
  useLive([topic]);
  const hrefOf = (importId: string) => `${importAddress(siteId, of)}/${importId}`;
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      setSent(0);
      return upload<{ id: string }>(of, { siteId }, form, setSent);
    },
    onSuccess: ({ id }) => router.push(hrefOf(id)),
  });
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={
          <LinkButton
            href={`/api/exports/${of}-import-template?siteId=${siteId}`}
            download
            prefetch={false}
            icon={<Download aria-hidden="true" />}
          >
            {t("template")}
          </LinkButton>
        }
      />
      <ImportStepsPanel />
      <ImportDropPanel
        onFile={(file) => send.mutate(file)}
        busy={send.isPending || send.isSuccess}
        sent={sent}
        error={send.isError ? errorText(send.error) : undefined}
      />
      <details className="my-4 rounded-lg border border-line bg-surface px-5 py-3">
        <summary className="cursor-pointer text-sm font-semibold">{t("info")}</summary>
        <p className="my-2 text-sm text-muted">{intro}</p>
        <DefinitionList items={explained} />
      </details>
      {list.data ? (
        <ImportHistoryPanel imports={list.data} hrefOf={hrefOf} timeText={(iso) => formatDateTime(iso, { timeZone })} />
      ) : (
        <Card>{null}</Card>
      )}
    </>
  );
}
