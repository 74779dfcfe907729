"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog, Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfiguratorRow } from "../contract";

/** Deletes configurators one by one; whose cards are not all Revoked stays, and the dialog says which cards (R272 to R274). */
export function DeleteConfiguratorsDialog({
  siteId,
  configurators,
  onClose,
}: {
  siteId: string;
  configurators: ConfiguratorRow[];
  onClose: () => void;
}) {
  const t = useTranslations("configurators.remove");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const remove = useMutation(trpc.configurators.delete.mutationOptions());
  const [refusals, setRefusals] = useState<{ id: string; name: string; text: string }[]>([]);
  const nameOf = (one: ConfiguratorRow | undefined) => (one ? `${one.firstName} ${one.lastName}` : "");

  const run = async () => {
    const refused: typeof refusals = [];
    for (const one of configurators) {
      try {
        await remove.mutateAsync({ siteId, configuratorId: one.id });
      } catch (error) {
        refused.push({ id: one.id, name: nameOf(one), text: errorText(error) });
      }
    }
    void queries.invalidateQueries(trpc.configurators.pathFilter());
    void queries.invalidateQueries(trpc.configurationCards.pathFilter());
    const deleted = configurators.filter((one) => !refused.some(({ id }) => id === one.id));
    if (deleted.length > 0) toast.success(t("done", { count: deleted.length, name: nameOf(deleted[0]) }));
    if (refused.length === 0) return onClose();
    setRefusals(refused);
  };

  if (refusals.length > 0)
    return (
      <Dialog
        open
        onOpenChange={(open) => open || onClose()}
        size="sm"
        title={t("refusedTitle", { count: refusals.length, name: refusals[0]?.name ?? "" })}
        footer={<Button onClick={onClose}>{t("close")}</Button>}
      >
        <ul className="space-y-3 text-sm" role="status">
          {refusals.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </Dialog>
    );
  const named = { count: configurators.length, name: nameOf(configurators[0]) };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || remove.isPending || onClose()}
      title={t("title", named)}
      description={t("text")}
      confirmLabel={t("confirm", named)}
      tone="danger"
      onConfirm={run}
    />
  );
}
