"use client";

import { useQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { LinkButton } from "@/shared/ui/button";
import { DefinitionList } from "@/shared/ui/details";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { Tabs } from "@/shared/ui/tabs";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfigurationRow } from "../contract";
import { PREVIEW_TABS, type PreviewContent } from "../domain/pse-preview";
import { OnOff } from "./on-off";
import { previewFile } from "./preview-file";
import { RangeChart, type Reach } from "./range-chart";

/** What a configuration is set to (figure 52): three tabs, ON/OFF rows, ranges drawn, "Save As". */
export function PreviewDialog({
  siteId,
  configuration,
  timeZone,
  onClose,
}: {
  siteId: string;
  configuration: ConfigurationRow;
  timeZone: string;
  onClose: () => void;
}) {
  const t = useTranslations("readerConfigurations");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [tab, setTab] = useState<string>("full");
  const detail = useQuery(trpc.readerConfigurations.detail.queryOptions({ siteId, configurationId: configuration.id }));
  const preview = detail.data?.preview;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      title={t("preview.title", { name: configuration.name })}
      footer={
        <LinkButton
          href={previewFile(siteId, configuration.id, tab)}
          download
          prefetch={false}
          icon={<FileDown aria-hidden="true" />}
        >
          {t("preview.saveAs")}
        </LinkButton>
      }
    >
      {detail.isPending ? <SkeletonText lines={8} /> : null}
      {detail.isError ? <ErrorState title={errorText(detail.error)} /> : null}
      {detail.data ? (
        <DefinitionList
          columns={3}
          className="mb-5"
          items={[
            { label: t("columns.pseName"), value: detail.data.pseName },
            { label: t("preview.fileName"), value: detail.data.fileName },
            { label: t("preview.imported"), value: formatDateTime(detail.data.createdAt, { timeZone }) },
          ]}
        />
      ) : null}
      {detail.data && !preview ? <Notice>{t("preview.opaque")}</Notice> : null}
      {preview ? (
        <Tabs
          label={t("preview.tabs")}
          value={tab}
          onChange={setTab}
          items={PREVIEW_TABS.map((id) => ({ id, label: t(`tabs.${id}`), content: <Content content={preview[id]} /> }))}
        />
      ) : null}
    </Dialog>
  );
}

function Content({ content }: { content: PreviewContent }) {
  const t = useTranslations("readerConfigurations");
  const modes: Reach[] = content.identificationModes.map(({ mode, range }) => ({ label: t(`modes.${mode}`), range }));
  const remotes: Reach[] = content.remoteOptions.map(({ option, on, range }) => ({
    label: t(`remote.${option}`),
    range: on ? range : undefined,
    on,
  }));
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <ul className="text-sm">
        {content.rows.map((row) => (
          <li
            key={row.setting}
            className="flex items-center justify-between gap-4 border-line border-b py-1.5 last:border-0"
          >
            <span className={row.on ? undefined : "text-muted"}>{t(`settings.${row.setting}`)}</span>
            <OnOff on={row.on} />
          </li>
        ))}
      </ul>
      {content.remoteOptions.length > 0 ? (
        <div className="space-y-5">
          <section>
            <h3 className="mb-2 text-sm font-semibold">{t("preview.modes")}</h3>
            {modes.length > 0 ? (
              <RangeChart reaches={modes} />
            ) : (
              <p className="text-sm text-muted">{t("preview.noModes")}</p>
            )}
          </section>
          <section>
            <h3 className="mb-2 text-sm font-semibold">{t("preview.remote")}</h3>
            <RangeChart reaches={remotes} />
          </section>
        </div>
      ) : null}
    </div>
  );
}
