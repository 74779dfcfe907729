"use client";

import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { looksPersonal } from "@/modules/accounts";
import { Button, LinkButton, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorSummary, FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { EmptyState, Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { ContactFields, OrganizationFields, readAccountFields } from "./account-fields-panel";

type Props = { formToken: string; operator: string; countries: { value: string; label: string }[] };

/** The online form for an account (R004, R005, R013 to R016, R055, R056). */
export function RegisterPanel({ formToken, operator, countries }: Props) {
  const t = useTranslations("access.register");
  const labels = useTranslations("accounts");
  const locale = useLocale();
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const [personal, setPersonal] = useState(false);
  const register = useMutation(trpc.registration.register.mutationOptions());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { nickname, ...fields } = readAccountFields(event.currentTarget) as Record<string, string>;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // The server checks: what a field lacks comes back at the field.
    register.mutate({ account: { ...fields, locale, timeZone } as never, formToken, nickname });
  }

  if (register.isSuccess)
    return (
      <Card className="w-full">
        <EmptyState
          icon={<MailCheck />}
          title={t("doneTitle")}
          description={t("doneText", { operator })}
          action={<LinkButton href="/login">{t("toSignIn")}</LinkButton>}
        />
      </Card>
    );

  const errors = Object.fromEntries(
    Object.entries(register.error ? fieldErrors(register.error) : {}).map(([path, text]) => [
      path.replace(/^account\./, ""),
      text,
    ]),
  );
  const wrong = Object.entries(errors).map(([name, text]) => ({
    name,
    message: labels.has(`fields.${name}` as never) ? `${labels(`fields.${name}` as never)}: ${text}` : text,
  }));
  const general = register.error && wrong.length === 0 ? errorText(register.error) : null;
  return (
    <form onSubmit={submit} noValidate className="w-full space-y-5">
      <header className="space-y-2">
        <h1 className="text-2xl">{t("title")}</h1>
        <p className="max-w-[65ch] text-sm text-muted">{t("intro", { operator })}</p>
        <p className="max-w-[65ch] text-sm text-muted">{t("reseller", { operator })}</p>
      </header>
      <ErrorSummary errors={wrong} title={general} />
      <Card title={t("account")}>
        <div className="space-y-4">
          <FormField label={labels("fields.type")} name="type" kind="group" required error={errors.type}>
            <RadioGroup
              look="cards"
              className="sm:grid sm:grid-cols-2"
              options={(["END_CUSTOMER", "RESELLER"] as const).map((value) => ({
                value,
                label: <span className="font-medium">{labels(`types.${value}`)}</span>,
                hint: t(`types.${value}`),
              }))}
            />
          </FormField>
          <FormField label={labels("fields.email")} name="email" required error={errors.email} hint={t("emailHint")}>
            <Input
              type="email"
              autoComplete="email"
              inputMode="email"
              autoCapitalize="none"
              spellCheck={false}
              onBlur={(event) => setPersonal(looksPersonal(event.target.value))}
            />
          </FormField>
          {personal ? <Notice tone="warning">{t("emailPersonal")}</Notice> : null}
        </div>
      </Card>
      <Card title={labels("blocks.contact")}>
        <ContactFields errors={errors} />
      </Card>
      <Card title={labels("blocks.organization")}>
        <OrganizationFields errors={errors} countries={countries} />
      </Card>
      {/* Not for people: whoever fills it in is a robot. */}
      <div className="absolute -left-[200vw] size-px overflow-hidden" aria-hidden="true">
        <label>
          Nickname
          <input name="nickname" type="text" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <RequiredNote />
        <div className="flex flex-wrap items-center gap-4">
          <TextLink href="/login" className="text-sm">
            {t("known")}
          </TextLink>
          <Button type="submit" variant="primary" busy={register.isPending}>
            {t("submit")}
          </Button>
        </div>
      </div>
      <p className="text-xs text-muted">{t("moreUsers")}</p>
    </form>
  );
}
