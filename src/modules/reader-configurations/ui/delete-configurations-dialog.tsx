"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog, Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { appDataOf, useErrorText } from "@/trpc/errors";
import type { ConfigurationRow } from "../contract";

const USES = [
  { key: "users", path: "cards" },
  { key: "configurationCards", path: "configurators" },
] as const;

type Refusal = { configuration: ConfigurationRow; error: unknown };

/** Deletes configurations one by one; what is still used stays, and the dialog says by what, with the ways there (R188). */
export function DeleteConfigurationsDialog({
  siteId,
  configurations,
  onClose,
}: {
  siteId: string;
  configurations: ConfigurationRow[];
  onClose: () => void;
}) {
  const t = useTranslations("readerConfigurations");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const remove = useMutation(trpc.readerConfigurations.delete.mutationOptions());
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const named = { count: configurations.length, name: configurations[0]?.name ?? "" };

  const run = async () => {
    const refused: Refusal[] = [];
    for (const configuration of configurations) {
      try {
        await remove.mutateAsync({ siteId, configurationId: configuration.id });
      } catch (error) {
        refused.push({ configuration, error });
      }
    }
    void queries.invalidateQueries(trpc.readerConfigurations.pathFilter());
    const deleted = configurations.filter((one) => !refused.some(({ configuration }) => configuration.id === one.id));
    if (deleted.length > 0) toast.success(t("delete.deleted", { count: deleted.length, name: deleted[0]?.name ?? "" }));
    if (refused.length === 0) return onClose();
    setRefusals(refused);
  };

  if (refusals.length > 0)
    return (
      <Dialog
        open
        onOpenChange={(open) => open || onClose()}
        size="sm"
        title={t("delete.refusedTitle", { count: refusals.length, name: refusals[0]?.configuration.name ?? "" })}
        description={t("delete.refusedText")}
        footer={<Button onClick={onClose}>{t("delete.close")}</Button>}
      >
        <ul className="space-y-3 text-sm">
          {refusals.map(({ configuration, error }) => {
            const app = appDataOf(error);
            const uses = USES.filter(({ key }) => Number(app?.params[key]) > 0);
            return (
              <li key={configuration.id}>
                {refusals.length > 1 ? <p className="font-medium">{configuration.name}</p> : null}
                {app?.code === "readerConfigurations.inUse" ? (
                  <ul className="list-disc pl-5">
                    {uses.map(({ key, path }) => (
                      <li key={key}>
                        <NextLink className="link" href={`/sites/${siteId}/${path}`} onClick={onClose}>
                          {t(`delete.${key}`, { count: Number(app.params[key]) })}
                        </NextLink>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p>{errorText(error)}</p>
                )}
              </li>
            );
          })}
        </ul>
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || remove.isPending || onClose()}
      title={t("delete.title", named)}
      description={t("delete.text")}
      confirmLabel={t("delete.confirm", named)}
      tone="danger"
      onConfirm={run}
    />
  );
}
