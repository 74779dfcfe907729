"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** Asks for the name of a new site, or of one to be renamed (figure 45). */
export function SiteNameDialog({ rename, onClose }: { rename?: { id: string; name: string }; onClose: () => void }) {
  const t = useTranslations("sites");
  const shared = useTranslations("shared");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const create = useMutation(
    trpc.sites.create.mutationOptions({
      onSuccess: (site) => {
        void queries.invalidateQueries(trpc.sites.pathFilter());
        onClose();
        toast.success(t("add.created", { name: site.name }), {
          action: { label: t("add.openSite"), onClick: () => router.push(`/sites/${site.id}`) },
        });
      },
    }),
  );
  const update = useMutation(
    trpc.sites.update.mutationOptions({
      onSuccess: (_, input) => {
        void queries.invalidateQueries(trpc.sites.pathFilter());
        onClose();
        toast.success(t("rename.saved", { name: input.name ?? "" }));
      },
    }),
  );
  const current = rename ? update : create;
  const fields = fieldErrors(current.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    if (rename) update.mutate({ siteId: rename.id, name });
    else create.mutate({ name });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="sm"
      title={t(rename ? "rename.title" : "add.title")}
      dismissible={!current.isPending}
      footer={
        <>
          <Button onClick={onClose} disabled={current.isPending}>
            {shared("dialog.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={current.isPending}>
            {t(rename ? "rename.save" : "add.create")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        <ErrorSummary
          errors={[]}
          title={current.isError && Object.keys(fields).length === 0 ? errorText(current.error) : undefined}
        />
        <FormField
          label={t("add.name")}
          name="name"
          required
          hint={rename ? undefined : t("add.hint")}
          error={fields.name}
        >
          <Input defaultValue={rename?.name} maxLength={200} autoComplete="off" data-autofocus="" />
        </FormField>
      </form>
    </Dialog>
  );
}
