"use client";

import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Button, LinkButton, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { EmptyState } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** Asks for a link to a new password; says the same whether the address is known or not. */
export function ResetRequestPanel() {
  const t = useTranslations("access");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const request = useMutation(trpc.registration.requestReset.mutationOptions());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    request.mutate({ email: String(new FormData(event.currentTarget).get("email")) });
  };
  if (request.isSuccess)
    return (
      <Card className="w-full">
        <EmptyState
          icon={<MailCheck />}
          title={t("reset.sentTitle")}
          description={t("reset.sentText")}
          action={<LinkButton href="/login">{t("reset.back")}</LinkButton>}
        />
      </Card>
    );
  const fields = request.error ? fieldErrors(request.error) : {};
  const general = request.error && Object.keys(fields).length === 0 ? errorText(request.error) : null;
  return (
    <Card className="w-full">
      <form onSubmit={submit} noValidate className="space-y-4 py-1">
        <h1 className="text-2xl">{t("reset.title")}</h1>
        <p className="text-sm text-muted">{t("reset.intro")}</p>
        <ErrorSummary errors={[]} title={general} />
        <FormField label={t("login.email")} name="email" error={fields.email}>
          <Input type="email" autoComplete="username" inputMode="email" autoCapitalize="none" spellCheck={false} />
        </FormField>
        <Button type="submit" variant="primary" busy={request.isPending} className="w-full">
          {t("reset.submit")}
        </Button>
        <p className="text-sm">
          <TextLink href="/login">{t("reset.back")}</TextLink>
        </p>
      </form>
    </Card>
  );
}
