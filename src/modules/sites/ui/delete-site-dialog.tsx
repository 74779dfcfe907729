"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog, Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { appDataOf, useErrorText } from "@/trpc/errors";

/** What may still be in a site, and on which of its pages it is. */
const CONTENTS = [
  { key: "configurations", path: "configurations" },
  { key: "users", path: "cards" },
  { key: "configurators", path: "configurators" },
  { key: "configurationCards", path: "configurators" },
] as const;

/** Asks before a site is deleted; where something is left in it, says what, with the ways there (R166). */
export function DeleteSiteDialog({
  site,
  onClose,
  onDeleted,
}: {
  site: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
}) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const remove = useMutation(
    trpc.sites.delete.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries(trpc.sites.pathFilter());
        toast.success(t("delete.deleted", { name: site.name }));
        onDeleted();
      },
    }),
  );
  const refused = appDataOf(remove.error);
  if (refused?.code === "sites.notEmpty") {
    const left = CONTENTS.filter(({ key }) => Number(refused.params[key]) > 0);
    return (
      <Dialog
        open
        onOpenChange={(open) => open || onClose()}
        size="sm"
        title={t("delete.refusedTitle", { name: site.name })}
        description={t("delete.refusedText")}
        footer={<Button onClick={onClose}>{t("delete.close")}</Button>}
      >
        <ul className="list-disc space-y-1 pl-5 text-sm">
          {left.map(({ key, path }) => (
            <li key={key}>
              <NextLink className="link" href={`/sites/${site.id}/${path}`} onClick={onClose}>
                {t(`delete.${key}`, { count: Number(refused.params[key]) })}
              </NextLink>
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("delete.title", { name: site.name })}
      description={t("delete.text")}
      confirmLabel={t("delete.confirm")}
      tone="danger"
      onConfirm={() => remove.mutateAsync({ siteId: site.id })}
      error={remove.isError ? errorText(remove.error) : undefined}
    />
  );
}
