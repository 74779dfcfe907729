"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { localeNames, locales } from "@/i18n/locales";
import { CardOutcomes } from "@/modules/delivery/ui/card-outcomes-panel";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Checkbox, Input, Select } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ActionResult, MassChange, SelectionInput } from "../contract";
import { fromWallTime } from "../domain/zoned-time";

/** Changes validity, Transferable or language of many cards at once; only what is ticked changes. */
export function MassEditDialog({
  siteId,
  selection,
  timeZone,
  onClose,
  onDone,
}: {
  siteId: string;
  selection: SelectionInput;
  timeZone: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const [chosen, setChosen] = useState({ validity: false, transferable: false, locale: false });
  const [change, setChange] = useState<MassChange>({});
  const [result, setResult] = useState<ActionResult | null>(null);
  const edit = useMutation(
    trpc.cards.editMany.mutationOptions({
      onSuccess(answer) {
        onDone();
        if (answer.done > 0) toast.success(t("massEdit.done", { count: answer.done }));
        if (answer.done === answer.outcomes.length) onClose();
        else setResult(answer);
      },
    }),
  );
  const errors = fieldErrors(edit.error);
  const preview = useQuery(
    trpc.cards.previewEditMany.queryOptions(
      { siteId, selection, change },
      { enabled: Object.keys(change).length > 0, retry: false, staleTime: 0, gcTime: 0 },
    ),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    edit.mutate({ siteId, selection, change: changeOf(new FormData(event.currentTarget), timeZone) });
  };
  const part = (what: keyof typeof chosen, children: ReactNode) => (
    <fieldset className="space-y-3 rounded-lg border border-line p-3">
      <Checkbox
        name={`change-${what}`}
        checked={chosen[what]}
        onChange={(event) => setChosen({ ...chosen, [what]: event.target.checked })}
        label={t(`massEdit.${what}`)}
      />
      {chosen[what] ? children : null}
    </fieldset>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      dismissible={!edit.isPending}
      title={t("massEdit.title")}
      description={result ? undefined : t("massEdit.what")}
      footer={
        result ? (
          <Button variant="primary" onClick={onClose} data-autofocus="">
            {t("confirm.close")}
          </Button>
        ) : (
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={edit.isPending}
            disabled={!Object.values(chosen).some(Boolean)}
          >
            {t("form.save")}
          </Button>
        )
      }
    >
      {result ? (
        <CardOutcomes result={result} />
      ) : (
        <form
          id={formId}
          noValidate
          onSubmit={submit}
          onChange={(event) => setChange(changeOf(new FormData(event.currentTarget), timeZone))}
          className="space-y-3"
        >
          {edit.isError ? <Notice tone="danger">{errorText(edit.error)}</Notice> : null}
          {part(
            "validity",
            <div className="grid gap-4 sm:grid-cols-2">
              <FormField label={t("form.validFrom")} name="validFrom">
                <Input type="datetime-local" />
              </FormField>
              <FormField label={t("form.validUntil")} name="validUntil" error={errors.validUntil}>
                <Input type="datetime-local" />
              </FormField>
              <p className="text-xs text-muted sm:col-span-2">{t("massEdit.validHint", { timeZone })}</p>
            </div>,
          )}
          {part(
            "transferable",
            <FormField kind="group" label={t("form.transferable")} name="transferable">
              <RadioGroup
                name="transferable"
                direction="row"
                defaultValue="yes"
                options={(["yes", "no"] as const).map((value) => ({ value, label: t(`drawer.${value}`) }))}
              />
            </FormField>,
          )}
          {part(
            "locale",
            <FormField label={t("form.locale")} name="locale">
              <Select
                defaultValue=""
                placeholder={t("form.localeDefault")}
                options={locales.map((value) => ({ value, label: localeNames[value] }))}
              />
            </FormField>,
          )}
          <div aria-live="polite">
            {preview.data && !preview.isError ? (
              <p className="text-sm">
                {t("massEdit.preview", { count: preview.data.changing, already: preview.data.alreadySo })}
              </p>
            ) : null}
            {preview.isError ? <Notice tone="warning">{errorText(preview.error)}</Notice> : null}
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** What the form asks for; a part that is ticked but not drawn yet counts as the form will first show it. */
function changeOf(form: FormData, timeZone: string): MassChange {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    ...(form.has("change-validity") && {
      validity: {
        from: fromWallTime(text("validFrom"), timeZone),
        until: fromWallTime(text("validUntil"), timeZone),
      },
    }),
    ...(form.has("change-transferable") && { transferable: text("transferable") !== "no" }),
    ...(form.has("change-locale") && { locale: locales.find((one) => one === text("locale")) ?? null }),
  };
}
