"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** The private IDs of a site that several cards of one configuration have (R248). */
export function DuplicatesDialog({ site, onClose }: { site: { id: string; name: string }; onClose: () => void }) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const duplicates = useQuery(trpc.sites.duplicates.queryOptions({ siteId: site.id }));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("privateIds.listTitle", { name: site.name })}
      description={t("privateIds.listText")}
      size="lg"
    >
      {duplicates.isError ? <ErrorState title={errorText(duplicates.error)} /> : null}
      {duplicates.isPending ? <SkeletonText lines={4} /> : null}
      {duplicates.data?.length === 0 ? <p className="text-sm">{t("privateIds.none")}</p> : null}
      {duplicates.data?.length ? (
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th className="py-1.5 pr-4 font-medium">{t("privateIds.configuration")}</th>
              <th className="py-1.5 pr-4 font-medium">{t("privateIds.privateId")}</th>
              <th className="py-1.5 font-medium">{t("privateIds.cards")}</th>
            </tr>
          </thead>
          <tbody>
            {duplicates.data.map((duplicate) => (
              <tr
                key={`${duplicate.configurationName}/${duplicate.privateId}`}
                className="border-line border-t align-top"
              >
                <td className="py-2 pr-4 [overflow-wrap:anywhere]">{duplicate.configurationName}</td>
                <td className="py-2 pr-4 tabular-nums">{duplicate.privateId}</td>
                <td className="py-2">
                  <ul>
                    {duplicate.cards.map((card) => (
                      <li key={card.id}>
                        {card.firstName} {card.lastName}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Dialog>
  );
}
