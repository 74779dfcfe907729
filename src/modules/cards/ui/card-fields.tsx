"use client";

import { useTranslations } from "next-intl";
import { isLocale, localeNames, locales } from "@/i18n/locales";
import { FormField } from "@/shared/ui/form-field";
import { Checkbox, Input, Select } from "@/shared/ui/input";
import type { CardFormOptions, CardRow } from "../contract";
import { fromWallTime, toWallTime } from "../domain/zoned-time";

type Errors = Record<string, string>;

/** Name, address and telephone of a card's holder (figure 56). */
export function ContactFields({
  card,
  errors,
  emailFixed = false,
}: {
  card?: CardRow;
  errors: Errors;
  emailFixed?: boolean;
}) {
  const t = useTranslations("cards.form");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label={t("firstName")} name="firstName" required error={errors.firstName}>
        <Input defaultValue={card?.firstName} maxLength={100} autoComplete="off" data-autofocus="" />
      </FormField>
      <FormField label={t("lastName")} name="lastName" required error={errors.lastName}>
        <Input defaultValue={card?.lastName} maxLength={100} autoComplete="off" />
      </FormField>
      <FormField
        label={t("email")}
        name="email"
        required
        hint={emailFixed ? undefined : t("emailHint")}
        error={errors.email}
      >
        <Input
          type="email"
          defaultValue={card?.email}
          maxLength={254}
          autoComplete="off"
          readOnly={emailFixed}
          disabled={emailFixed}
        />
      </FormField>
      <FormField label={t("phone")} name="phone" error={errors.phone}>
        <Input type="tel" defaultValue={card?.phone ?? ""} maxLength={40} autoComplete="off" />
      </FormField>
    </div>
  );
}

/** Configuration and private ID of a blue card. */
export function PrivateIdFields({
  card,
  options,
  configurationName,
  errors,
  fixed = false,
}: {
  card?: CardRow;
  options: CardFormOptions;
  configurationName: string;
  errors: Errors;
  fixed?: boolean;
}) {
  const t = useTranslations("cards.form");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        label={t("configuration", { configurationName })}
        name="configurationId"
        required
        error={errors.configurationId}
      >
        <Select
          defaultValue={
            card?.configuration?.id ?? (options.configurations.length === 1 ? options.configurations[0]?.id : "")
          }
          placeholder={t("chooseConfiguration")}
          options={options.configurations.map(({ id, name }) => ({ value: id, label: name }))}
          disabled={fixed}
        />
      </FormField>
      <FormField
        label={t("privateId")}
        name="privateId"
        required
        hint={fixed ? undefined : t("privateIdHint")}
        error={errors.privateId}
      >
        <Input
          defaultValue={card?.privateId ?? ""}
          maxLength={32}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          disabled={fixed}
        />
      </FormField>
    </div>
  );
}

/** Validity, language and transferability, folded away: most cards need none of them. */
export function MoreFields({ card, options, errors }: { card?: CardRow; options: CardFormOptions; errors: Errors }) {
  const t = useTranslations("cards.form");
  const used = Boolean(card?.validFrom || card?.validUntil || card?.locale || card?.transferable === false);
  return (
    <details
      open={used || Boolean(errors.validFrom || errors.validUntil)}
      className="rounded-lg border border-line p-3"
    >
      <summary className="cursor-pointer text-sm font-medium">{t("moreTitle")}</summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <FormField label={t("validFrom")} name="validFrom" error={errors.validFrom}>
          <Input type="datetime-local" defaultValue={toWallTime(card?.validFrom ?? null, options.timeZone)} />
        </FormField>
        <FormField label={t("validUntil")} name="validUntil" error={errors.validUntil}>
          <Input type="datetime-local" defaultValue={toWallTime(card?.validUntil ?? null, options.timeZone)} />
        </FormField>
        <p className="text-xs text-muted sm:col-span-2">{t("validHint", { timeZone: options.timeZone })}</p>
        <FormField label={t("locale")} name="locale" error={errors.locale}>
          <Select
            defaultValue={card?.locale ?? ""}
            placeholder={t("localeDefault")}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
        </FormField>
        <div className="self-end pb-2">
          <Checkbox name="transferable" defaultChecked={card?.transferable ?? true} label={t("transferable")} />
        </div>
      </div>
    </details>
  );
}

/** What the fields of a card form say, beside kind, configuration and private ID. */
export function readCardForm(form: FormData, timeZone: string) {
  const text = (name: string) => String(form.get(name) ?? "");
  const locale = text("locale");
  return {
    firstName: text("firstName"),
    lastName: text("lastName"),
    phone: text("phone"),
    field1: form.has("field1") ? text("field1") : undefined,
    field2: form.has("field2") ? text("field2") : undefined,
    field3: form.has("field3") ? text("field3") : undefined,
    field4: form.has("field4") ? text("field4") : undefined,
    field5: form.has("field5") ? text("field5") : undefined,
    locale: isLocale(locale) ? locale : null,
    transferable: form.get("transferable") !== null,
    validFrom: fromWallTime(text("validFrom"), timeZone),
    validUntil: fromWallTime(text("validUntil"), timeZone),
  };
}

/** What is wrong, each with the name of its field, for the summary above a form. */
export function useErrorLines(configurationName: string) {
  const t = useTranslations("cards.form");
  const labels: Record<string, string> = {
    firstName: t("firstName"),
    lastName: t("lastName"),
    email: t("email"),
    phone: t("phone"),
    configurationId: t("configuration", { configurationName }),
    privateId: t("privateId"),
    validFrom: t("validFrom"),
    validUntil: t("validUntil"),
  };
  return (errors: Errors) =>
    Object.entries(errors).map(([name, text]) => ({
      name,
      message: labels[name] ? t("errorLine", { field: labels[name], error: text }) : text,
    }));
}

/** Errors of an input that was nested in `card`, by the names of the form's fields. */
export function cardErrors(fields: Record<string, string>): Errors {
  return Object.fromEntries(Object.entries(fields).map(([path, text]) => [path.replace(/^card\./, ""), text]));
}
