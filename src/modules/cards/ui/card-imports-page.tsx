"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { ImportDropPanel } from "@/modules/imports/ui/import-drop-panel";
import { ImportHistoryPanel } from "@/modules/imports/ui/import-history-panel";
import { ImportStepsPanel } from "@/modules/imports/ui/import-steps-panel";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { PageHeader } from "@/shared/ui/page-header";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import { upload } from "@/trpc/upload";

const EXPLAINED = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "configuration",
  "privateId",
  "validFrom",
  "validUntil",
  "locale",
  "transferable",
] as const;

/** Importing cards (R201, R202): takes the file, explains the columns, lists the site's imports. */
export function CardImportsPage({ siteId, timeZone }: { siteId: string; timeZone: string }) {
  const t = useTranslations("cards.import");
  const trpc = useTRPC();
  const router = useRouter();
  const { errorText } = useErrorText();
  const list = useQuery(trpc.cardImports.list.queryOptions({ siteId }));
  useLive([`site:${siteId}`]);
  const hrefOf = (importId: string) => `/sites/${siteId}/cards/import/${importId}`;
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      return upload<{ id: string }>("cards", { siteId }, form);
    },
    onSuccess: ({ id }) => router.push(hrefOf(id)),
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <LinkButton
            href={`/api/exports/cards-import-template?siteId=${siteId}`}
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
        error={send.isError ? errorText(send.error) : undefined}
      />
      <details className="my-4 rounded-lg border border-line bg-surface px-5 py-3">
        <summary className="cursor-pointer text-sm font-semibold">{t("infoSheet")}</summary>
        <p className="my-2 text-sm text-muted">{t("info.intro")}</p>
        <DefinitionList items={EXPLAINED.map((key) => ({ label: t(`columns.${key}`), value: t(`info.${key}`) }))} />
      </details>
      {list.data ? (
        <ImportHistoryPanel imports={list.data} hrefOf={hrefOf} timeText={(iso) => formatDateTime(iso, { timeZone })} />
      ) : (
        <Card>{null}</Card>
      )}
    </>
  );
}
