"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorSummary } from "@/shared/ui/form-field";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { NewPasswordFields, readNewPassword } from "./password-fields";
import { leaveSignInNote } from "./sign-in-request";

/** Sets a new password by the link of an e-mail. */
export function ResetPasswordPanel({ token, email }: { token: string; email: string }) {
  const t = useTranslations("access");
  const trpc = useTRPC();
  const { codeText, errorText, fieldErrors } = useErrorText();
  const [wrong, setWrong] = useState<{ password?: string; repeat?: string }>({});
  const reset = useMutation(
    trpc.registration.resetPassword.mutationOptions({
      onSuccess: (answer) => {
        leaveSignInNote({ email: answer.email, reason: "passwordSet" });
        window.location.assign("/login");
      },
    }),
  );
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { password, wrong: found } = readNewPassword(event.currentTarget);
    setWrong(found ? { [found.field]: codeText(found.code) } : {});
    if (!found) reset.mutate({ token, password });
  }
  const fields = reset.error ? fieldErrors(reset.error) : {};
  const general = reset.error && Object.keys(fields).length === 0 ? errorText(reset.error) : null;
  return (
    <Card className="w-full">
      <form onSubmit={submit} noValidate className="space-y-4 py-1">
        <h1 className="text-2xl">{t("reset.newTitle")}</h1>
        <p className="text-sm text-muted">
          {t.rich("reset.newIntro", {
            email,
            b: (text) => <b className="font-semibold text-ink [overflow-wrap:anywhere]">{text}</b>,
          })}
        </p>
        <ErrorSummary errors={[]} title={general} />
        <input type="email" name="username" value={email} autoComplete="username" readOnly hidden />
        <NewPasswordFields errors={{ ...fields, ...wrong }} />
        <Button type="submit" variant="primary" busy={reset.isPending || reset.isSuccess} className="w-full">
          {t("reset.newSubmit")}
        </Button>
      </form>
    </Card>
  );
}
