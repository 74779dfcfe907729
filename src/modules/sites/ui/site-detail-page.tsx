"use client";

import { useQuery } from "@tanstack/react-query";
import { IdCard, Radio, Settings2, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Button } from "@/shared/ui/button";
import { StatTile } from "@/shared/ui/card";
import { PageHeader } from "@/shared/ui/page-header";
import { ErrorState, PageSkeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import type { SiteDetail } from "../contract";
import type { CardCounters } from "../domain/site-counters";
import { SiteSettingsDialog } from "./site-settings-dialog";

/** A site with all its counters (figures 55 and 69), live, and the ways to manage what is in it. */
export function SiteDetailPage({
  siteId,
  timeZone,
  plusProduct,
}: {
  siteId: string;
  timeZone: string;
  plusProduct: string;
}) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const detail = useQuery(trpc.sites.detail.queryOptions({ siteId }));
  const [editing, setEditing] = useState(false);
  useLive([`site:${siteId}`]);
  if (detail.isError) return <ErrorState title={errorText(detail.error)} />;
  if (!detail.data) return <PageSkeleton />;
  const site = detail.data;
  return (
    <>
      <PageHeader
        title={t("detail.site", { name: site.name })}
        description={t("detail.createdAt", { date: formatDateTime(site.createdAt, { timeZone }) })}
        actions={
          <Button icon={<Settings2 aria-hidden="true" />} onClick={() => setEditing(true)}>
            {t("detail.settings")}
          </Button>
        }
      />
      <Counters site={site} plusProduct={plusProduct} />
      {editing ? <SiteSettingsDialog site={site} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function Counters({ site, plusProduct }: { site: SiteDetail; plusProduct: string }) {
  const t = useTranslations("sites");
  const { counters } = site;
  const manage = (right: SiteDetail["rights"][number], path: string) =>
    site.rights.includes(right) ? { label: t("detail.manage"), href: `/sites/${site.id}/${path}` } : undefined;
  const cards = (of: CardCounters, kind: "Configurations" | "Users") => [
    {
      label: t(kind === "Users" ? "counters.inactiveUsers" : "counters.inactiveConfigurations"),
      value: of.inactive,
      parts: [
        { label: t(`counters.created${kind}`), value: of.created },
        { label: t(`counters.emailSent${kind}`), value: of.emailSent },
      ],
    },
    {
      label: t(`counters.revoked${kind}`),
      value: of.revokedGroup,
      parts: [
        { label: t(`counters.revoked${kind}`), value: of.revoked },
        { label: t(`counters.pending${kind}`), value: of.pendingRevoke },
      ],
    },
  ];
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <div className="grid gap-4">
        <StatTile
          title={t("counters.readerConfigurations")}
          icon={<Radio aria-hidden="true" />}
          counters={[{ label: t("counters.numberOfReaderConfigurations"), value: counters.readerConfigurations }]}
          more={manage("readerConfigurations.view", "configurations")}
        />
        <StatTile
          title={t("counters.configurators")}
          icon={<Wrench aria-hidden="true" />}
          counters={[
            { label: t("counters.addedConfigurators"), value: counters.configurators.added },
            { label: t("counters.deletedConfigurators"), value: counters.configurators.deleted },
          ]}
        />
        <StatTile
          title={t("counters.configurations")}
          icon={<Wrench aria-hidden="true" />}
          counters={[
            { label: t("counters.numberOfConfigurations"), value: counters.configurations.total },
            { label: t("counters.activeConfigurations"), value: counters.configurations.active },
            ...cards(counters.configurations, "Configurations"),
          ]}
          more={manage("configurators.view", "configurators")}
        />
      </div>
      <StatTile
        title={t("counters.users")}
        icon={<IdCard aria-hidden="true" />}
        counters={[
          { label: t("counters.numberOfUsers"), value: counters.users.total },
          {
            label: t("counters.activeUsers"),
            value: counters.users.active,
            parts: [
              { label: t("counters.privateIdUsers"), value: counters.users.activePrivateId },
              { label: t("counters.plusUsers", { plusProduct }), value: counters.users.activeMobileIdPlus },
            ],
          },
          ...cards(counters.users, "Users"),
        ]}
        more={manage("cards.view", "cards")}
      />
    </div>
  );
}
