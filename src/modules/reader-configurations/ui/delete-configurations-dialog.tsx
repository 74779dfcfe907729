"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { DeleteEachDialog } from "@/shared/ui/delete-each-dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { appDataOf, useErrorText } from "@/trpc/errors";
import type { ConfigurationRow } from "../contract";

const USES = [
  { key: "users", path: "cards" },
  { key: "configurationCards", path: "configurators" },
] as const;

/** Deletes configurations; what is still used stays, and the dialog says by what, with the ways there (R188). */
export function DeleteConfigurationsDialog({
  siteId,
  configurations,
  onClose,
}: {
  siteId: string;
  configurations: ConfigurationRow[];
  onClose: () => void;
}) {
  const t = useTranslations("readerConfigurations.delete");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const { mutateAsync } = useMutation(trpc.readerConfigurations.delete.mutationOptions());
  const named = (some: readonly ConfigurationRow[]) => ({ count: some.length, name: some[0]?.name ?? "" });

  const reason = ({ name }: ConfigurationRow, error: unknown) => {
    const app = appDataOf(error);
    if (app?.code !== "readerConfigurations.inUse") return errorText(error);
    return (
      <>
        {configurations.length > 1 ? <p className="font-medium">{name}</p> : null}
        <ul className="list-disc pl-5">
          {USES.filter(({ key }) => Number(app.params[key]) > 0).map(({ key, path }) => (
            <li key={key}>
              <NextLink className="link" href={`/sites/${siteId}/${path}`} onClick={onClose}>
                {t(key, { count: Number(app.params[key]) })}
              </NextLink>
            </li>
          ))}
        </ul>
      </>
    );
  };
  return (
    <DeleteEachDialog
      items={configurations}
      title={t("title", named(configurations))}
      text={t("text")}
      confirmLabel={t("confirm", named(configurations))}
      remove={({ id }) => mutateAsync({ siteId, configurationId: id })}
      onDeleted={(deleted) => {
        void queries.invalidateQueries(trpc.readerConfigurations.pathFilter());
        if (deleted.length > 0) toast.success(t("deleted", named(deleted)));
      }}
      refusedTitle={(refused) => t("refusedTitle", named(refused))}
      refusedText={t("refusedText")}
      reason={reason}
      closeLabel={t("close")}
      onClose={onClose}
    />
  );
}
