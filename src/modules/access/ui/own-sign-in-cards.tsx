"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { PasswordInput } from "@/shared/ui/input";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { browserName } from "../domain/browser-name";
import { NewPasswordFields, readNewPassword } from "./password-fields";
import { SecondFactorCard } from "./second-factor-card";

/** The person's own password, second factor and sessions (R059; decisions, section 12). */
export function OwnSignInCards({ timeZone }: { timeZone: string }) {
  return (
    <>
      <PasswordCard />
      <SecondFactorCard timeZone={timeZone} />
      <SessionsCard timeZone={timeZone} />
    </>
  );
}

function PasswordCard() {
  const t = useTranslations("access.account");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { codeText, errorText, fieldErrors } = useErrorText();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<{ password?: string; repeat?: string }>({});
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess: () => {
        form.current?.reset();
        toast.success(t("passwordChanged"));
      },
      onSettled: () => client.invalidateQueries(trpc.session.list.queryFilter()),
    }),
  );
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { password, wrong: found } = readNewPassword(event.currentTarget);
    setWrong(found ? { [found.field]: codeText(found.code) } : {});
    const current = String(new FormData(event.currentTarget).get("current"));
    if (!found) change.mutate({ current, password });
  }
  const fields = change.error ? fieldErrors(change.error) : {};
  return (
    <Card title={t("changePassword")} description={t("changePasswordText")}>
      <form ref={form} onSubmit={submit} noValidate className="space-y-4">
        {change.error && Object.keys(fields).length === 0 ? (
          <Notice tone="danger">{errorText(change.error)}</Notice>
        ) : null}
        <FormField label={t("currentPassword")} name="current" required error={fields.current}>
          <PasswordInput autoComplete="current-password" />
        </FormField>
        <NewPasswordFields change errors={{ ...fields, ...wrong }} />
        <Button type="submit" busy={change.isPending}>
          {t("changePassword")}
        </Button>
      </form>
    </Card>
  );
}

function SessionsCard({ timeZone }: { timeZone: string }) {
  const t = useTranslations("access.account");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const sessions = useQuery(trpc.session.list.queryOptions());
  const end = useMutation(
    trpc.session.end.mutationOptions({
      onSuccess: ({ ended }) => toast.success(t("sessionsEnded", { count: ended })),
      onError: (error) => toast.error(errorText(error)),
      onSettled: () => client.invalidateQueries(trpc.session.list.queryFilter()),
    }),
  );
  const several = (sessions.data?.length ?? 0) > 1;
  return (
    <Card
      title={t("sessions")}
      description={t("sessionsText")}
      actions={
        several ? (
          <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ sessionId: null })}>
            {t("endOthers")}
          </Button>
        ) : null
      }
    >
      {sessions.isError ? <ErrorState title={errorText(sessions.error)} /> : null}
      {sessions.isPending ? <SkeletonText lines={3} /> : null}
      <ul className="divide-y divide-line">
        {sessions.data?.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2.5 text-sm">
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {browserName(session.userAgent)}
                {session.current ? <Badge tone="success">{t("thisSession")}</Badge> : null}
              </span>
              <span className="block text-xs text-muted tabular-nums">
                {t("sessionSeen", { place: session.ip, time: formatDateTime(session.lastSeenAt, { timeZone }) })}
                {session.companyName ? ` · ${session.companyName}` : null}
              </span>
            </span>
            {session.current ? null : (
              <Button
                size="sm"
                variant="quiet"
                disabled={end.isPending}
                onClick={() => end.mutate({ sessionId: session.id })}
              >
                {t("endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
