"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DeleteEachDialog } from "@/shared/ui/delete-each-dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfiguratorRow } from "../contract";

/** Deletes configurators; whose cards are not all Revoked stays, and the dialog says which cards (R272 to R274). */
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
  const { mutateAsync } = useMutation(trpc.configurators.delete.mutationOptions());
  const named = (some: readonly ConfiguratorRow[]) => ({
    count: some.length,
    name: some[0] ? `${some[0].firstName} ${some[0].lastName}` : "",
  });
  return (
    <DeleteEachDialog
      items={configurators}
      title={t("title", named(configurators))}
      text={t("text")}
      confirmLabel={t("confirm", named(configurators))}
      remove={({ id }) => mutateAsync({ siteId, configuratorId: id })}
      onDeleted={(deleted) => {
        void queries.invalidateQueries(trpc.configurators.pathFilter());
        void queries.invalidateQueries(trpc.configurationCards.pathFilter());
        if (deleted.length > 0) toast.success(t("done", named(deleted)));
      }}
      refusedTitle={(refused) => t("refusedTitle", named(refused))}
      reason={(_, error) => errorText(error)}
      closeLabel={t("close")}
      onClose={onClose}
    />
  );
}
