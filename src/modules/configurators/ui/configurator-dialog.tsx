"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { labelledFields } from "@/modules/accounts";
import { LabelledFields } from "@/modules/delivery/ui/labelled-fields-panel";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfiguratorRow } from "../contract";

/** Adds a configurator, or changes one: all but the e-mail, and says why (R257, R271; figures 71, 81, 82). */
export function ConfiguratorDialog({
  siteId,
  configurator,
  labels,
  onClose,
}: {
  siteId: string;
  /** Null for a new one. */
  configurator: ConfiguratorRow | null;
  /** What the account calls fields 1 to 5; a field without a label is not asked for. */
  labels: readonly (string | null)[];
  onClose: () => void;
}) {
  const t = useTranslations("configurators.form");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const fields = labelledFields(labels);
  const { errorText, fieldErrors } = useErrorText();
  const finish = (text: string, changed: boolean) => {
    void queries.invalidateQueries(trpc.configurators.pathFilter());
    void queries.invalidateQueries(trpc.configurationCards.pathFilter());
    if (changed) toast.success(text);
    else toast.info(text);
    onClose();
  };
  const nameOf = (input: { firstName?: string; lastName?: string }) => `${input.firstName} ${input.lastName}`.trim();
  const add = useMutation(
    trpc.configurators.add.mutationOptions({
      onSuccess: (_, input) => finish(t("added", { name: nameOf(input) }), true),
    }),
  );
  const edit = useMutation(
    trpc.configurators.edit.mutationOptions({
      onSuccess: ({ changed }, input) =>
        finish(changed > 0 ? t("saved", { name: nameOf(input) }) : t("nothingChanged"), changed > 0),
    }),
  );
  const running = configurator ? edit : add;
  const errors = fieldErrors(running.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "");
    const own = Object.fromEntries(fields.map(({ name }) => [name, text(name)]));
    const common = { siteId, firstName: text("firstName"), lastName: text("lastName"), phone: text("phone"), ...own };
    if (configurator) edit.mutate({ ...common, configuratorId: configurator.id });
    else add.mutate({ ...common, email: text("email") });
  };
  const names: Record<string, string> = {
    firstName: t("firstName"),
    lastName: t("lastName"),
    email: t("email"),
    phone: t("phone"),
    ...Object.fromEntries(fields.map(({ name, label }) => [name, label])),
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="md"
      dismissible={!running.isPending}
      title={configurator ? t("editTitle", { name: nameOf(configurator) }) : t("addTitle")}
      footer={
        <>
          <Button onClick={onClose} disabled={running.isPending}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={running.isPending}>
            {t(configurator ? "save" : "create")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-5">
        <ErrorSummary
          errors={Object.entries(errors).map(([name, text]) => ({
            name,
            message: names[name] ? t("errorLine", { field: names[name], error: text }) : text,
          }))}
          title={running.isError && Object.keys(errors).length === 0 ? errorText(running.error) : undefined}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label={t("firstName")} name="firstName" required error={errors.firstName}>
            <Input defaultValue={configurator?.firstName} maxLength={100} autoComplete="off" data-autofocus="" />
          </FormField>
          <FormField label={t("lastName")} name="lastName" required error={errors.lastName}>
            <Input defaultValue={configurator?.lastName} maxLength={100} autoComplete="off" />
          </FormField>
        </div>
        <FormField
          label={t("email")}
          name="email"
          required
          hint={t(configurator ? "emailFixed" : "emailHint")}
          error={errors.email}
        >
          <Input
            type="email"
            defaultValue={configurator?.email}
            maxLength={254}
            autoComplete="off"
            readOnly={configurator !== null}
            disabled={configurator !== null}
          />
        </FormField>
        <FormField label={t("phone")} name="phone" error={errors.phone}>
          <Input type="tel" defaultValue={configurator?.phone ?? ""} maxLength={40} autoComplete="off" />
        </FormField>
        <LabelledFields person={configurator} labels={labels} errors={errors} />
        <RequiredNote />
      </form>
    </Dialog>
  );
}
