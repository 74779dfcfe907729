"use client";

import { useQuery } from "@tanstack/react-query";
import { CopyCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import type { PrivateIdSettingRow } from "../contract";
import { DuplicatesDialog } from "./duplicates-dialog";
import { DuplicatesSwitch } from "./duplicates-switch";

/** Whether each site allows private ID duplicates (R244 to R248, figure 66). */
export function PrivateIdSettingsPage({ accountId }: { accountId: string }) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const settings = useQuery(trpc.sites.privateIdSettings.queryOptions());
  const [shown, setShown] = useState<PrivateIdSettingRow | null>(null);
  useLive([`account:${accountId}`]);
  return (
    <>
      <PageHeader title={t("privateIds.title")} description={t("privateIds.description")} />
      <Card padding={false}>
        {settings.isError ? <ErrorState title={errorText(settings.error)} /> : null}
        {settings.isPending ? <SkeletonText lines={5} className="p-5" /> : null}
        {settings.data?.length === 0 ? (
          <EmptyState icon={<CopyCheck />} title={t("privateIds.emptyTitle")} description={t("privateIds.emptyText")} />
        ) : null}
        {settings.data?.length ? (
          <table className="w-full text-left text-sm">
            <thead className="text-xs text-muted">
              <tr className="border-line border-b">
                <th className="px-5 py-3 font-medium">{t("privateIds.name")}</th>
                <th className="px-5 py-3 font-medium">{t("privateIds.status")}</th>
              </tr>
            </thead>
            <tbody>
              {settings.data.map((site) => (
                <tr key={site.id} className="border-line border-b last:border-0">
                  <td className="px-5 py-3 [overflow-wrap:anywhere]">{site.name}</td>
                  <td className="px-5 py-3">
                    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
                      <DuplicatesSwitch site={site} canEdit={site.canEdit} />
                      {site.duplicates > 0 && !site.allowDuplicateIds ? (
                        <span className="flex flex-wrap items-center gap-x-2 text-muted">
                          {t("privateIds.existing", { count: site.duplicates })}
                          <Button size="sm" variant="quiet" onClick={() => setShown(site)}>
                            {t("privateIds.show")}
                          </Button>
                        </span>
                      ) : null}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </Card>
      {shown ? <DuplicatesDialog site={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}
