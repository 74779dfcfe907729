"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { PasswordInput } from "@/shared/ui/input";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { NewPasswordFields, readNewPassword } from "./password-fields";
import { leaveSignInNote } from "./sign-in-request";

type Props = { token: string; email: string; companyName: string; hasPassword: boolean };

/** Activates a user by its link (R008, R092): a new password, or the one that the person has already. */
export function ActivatePanel({ token, email, companyName, hasPassword }: Props) {
  const t = useTranslations("access");
  const trpc = useTRPC();
  const { codeText, errorText, fieldErrors } = useErrorText();
  const [wrong, setWrong] = useState<{ password?: string; repeat?: string }>({});
  const activate = useMutation(
    trpc.registration.activate.mutationOptions({
      onSuccess: (answer) => {
        leaveSignInNote({ email: answer.email, reason: "activated" });
        window.location.assign("/login");
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setWrong({});
    if (hasPassword) {
      const password = String(new FormData(form).get("password"));
      if (password) activate.mutate({ token, password });
      else setWrong({ password: codeText("shared.required") });
      return;
    }
    const { password, wrong: found } = readNewPassword(form);
    if (found) setWrong({ [found.field]: codeText(found.code) });
    else activate.mutate({ token, password });
  }

  const fields = activate.error ? fieldErrors(activate.error) : {};
  const general = activate.error && Object.keys(fields).length === 0 ? errorText(activate.error) : null;
  return (
    <Card className="w-full">
      <form onSubmit={submit} noValidate className="space-y-4 py-1">
        <h1 className="text-2xl">{t("activate.title", { company: companyName })}</h1>
        <p className="text-sm text-muted">
          {t.rich(hasPassword ? "activate.introKnown" : "activate.intro", {
            email,
            b: (text) => <b className="font-semibold text-ink [overflow-wrap:anywhere]">{text}</b>,
          })}
        </p>
        <ErrorSummary errors={[]} title={general} />
        {/* Tells password managers whose password this is. */}
        <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
        {hasPassword ? (
          <FormField
            label={t("activate.yourPassword")}
            name="password"
            required
            error={wrong.password ?? fields.password}
            hint={<TextLink href="/reset">{t("login.forgotten")}</TextLink>}
          >
            <PasswordInput autoComplete="current-password" />
          </FormField>
        ) : (
          <NewPasswordFields errors={{ ...fields, ...wrong }} />
        )}
        <Button type="submit" variant="primary" busy={activate.isPending || activate.isSuccess} className="w-full">
          {t(hasPassword ? "activate.submitKnown" : "activate.submit")}
        </Button>
      </form>
    </Card>
  );
}
