"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { isLocale, localeNames, locales } from "@/i18n/locales";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { Checkbox, Input, Select } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { ACTIVATION_CODES, type SiteDetail } from "../contract";
import { DuplicatesSwitch } from "./duplicates-switch";

/** A site's settings: shown to whoever sees the site, changed with the right to edit it; the duplicates switch has its own right. */
export function SiteSettingsDialog({ site, onClose }: { site: SiteDetail; onClose: () => void }) {
  const t = useTranslations("sites");
  const shared = useTranslations("shared");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const canEdit = site.rights.includes("site.edit");
  const save = useMutation(
    trpc.sites.update.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries(trpc.sites.pathFilter());
        toast.success(t("settings.saved"));
        onClose();
      },
    }),
  );
  const [reminding, setReminding] = useState(site.settings.reminderAfterDays !== null);
  const fields = fieldErrors(save.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const locale = text("locale");
    save.mutate({
      siteId: site.id,
      name: text("name"),
      linkDays: Number(text("linkDays")),
      leaseDays: Number(text("leaseDays")),
      activationCode: text("activationCode") === "SEPARATE_CODE" ? "SEPARATE_CODE" : "MAIL_CODE",
      locale: isLocale(locale) ? locale : null,
      timeZone: text("timeZone") || null,
      reminderAfterDays: reminding ? Number(text("reminderAfterDays")) : null,
      ...(reminding ? { maxReminders: Number(text("maxReminders")) } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("settings.title")}
      description={t("settings.description")}
      dismissible={!save.isPending}
      footer={
        canEdit ? (
          <>
            <Button onClick={onClose} disabled={save.isPending}>
              {shared("dialog.cancel")}
            </Button>
            <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
              {t("settings.save")}
            </Button>
          </>
        ) : undefined
      }
    >
      <form id={formId} noValidate onSubmit={submit}>
        <ErrorSummary
          errors={Object.entries(fields).map(([name, message]) => ({ name, message }))}
          title={save.isError && Object.keys(fields).length === 0 ? errorText(save.error) : undefined}
          className="mb-4"
        />
        <fieldset disabled={!canEdit} className="grid gap-4 sm:grid-cols-2">
          <FormField label={t("settings.name")} name="name" required error={fields.name} className="sm:col-span-2">
            <Input defaultValue={site.name} maxLength={200} autoComplete="off" />
          </FormField>
          <FormField
            label={t("settings.linkDays")}
            name="linkDays"
            required
            hint={t("settings.days")}
            error={fields.linkDays}
          >
            <Input type="number" min={1} max={365} defaultValue={site.settings.linkDays} />
          </FormField>
          <FormField
            label={t("settings.leaseDays")}
            name="leaseDays"
            required
            hint={t("settings.days")}
            error={fields.leaseDays}
          >
            <Input type="number" min={1} max={365} defaultValue={site.settings.leaseDays} />
          </FormField>
          <FormField kind="group" label={t("settings.activationCode")} name="activationCode" className="sm:col-span-2">
            <RadioGroup
              name="activationCode"
              defaultValue={site.settings.activationCode}
              options={ACTIVATION_CODES.map((value) => ({
                value,
                label: t(value === "MAIL_CODE" ? "settings.mailCode" : "settings.separateCode"),
                hint: t(value === "MAIL_CODE" ? "settings.mailCodeHint" : "settings.separateCodeHint"),
              }))}
            />
          </FormField>
          <FormField label={t("settings.locale")} name="locale" error={fields.locale}>
            <Select
              defaultValue={site.settings.locale ?? ""}
              placeholder={t("settings.accountLocale")}
              options={locales.map((value) => ({ value, label: localeNames[value] }))}
            />
          </FormField>
          <FormField label={t("settings.timeZone")} name="timeZone" error={fields.timeZone}>
            <Select
              defaultValue={site.settings.timeZone ?? ""}
              placeholder={t("settings.accountTimeZone")}
              options={Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }))}
            />
          </FormField>
          <FormField kind="group" label={t("settings.reminders")} name="reminders" className="sm:col-span-2">
            <Checkbox
              checked={reminding}
              onChange={(event) => setReminding(event.target.checked)}
              label={t("settings.remindersOn")}
              hint={t("settings.remindersHint")}
            />
          </FormField>
          {reminding ? (
            <>
              <FormField
                label={t("settings.reminderAfterDays")}
                name="reminderAfterDays"
                required
                hint={t("settings.reminderDays")}
                error={fields.reminderAfterDays}
              >
                <Input type="number" min={1} max={364} defaultValue={site.settings.reminderAfterDays ?? 7} />
              </FormField>
              <FormField
                label={t("settings.maxReminders")}
                name="maxReminders"
                required
                hint={t("settings.reminderTimes")}
                error={fields.maxReminders}
              >
                <Input type="number" min={1} max={20} defaultValue={site.settings.maxReminders || 2} />
              </FormField>
            </>
          ) : null}
        </fieldset>
      </form>
      {site.rights.includes("privateIdSettings.view") ? (
        <div className="mt-5 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
          <p className="text-sm font-medium">{t("settings.duplicates")}</p>
          <DuplicatesSwitch
            site={{ id: site.id, name: site.name, allowDuplicateIds: site.settings.allowDuplicateIds }}
            canEdit={site.rights.includes("privateIdSettings.edit")}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
