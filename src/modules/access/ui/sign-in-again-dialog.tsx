"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Input, PasswordInput } from "@/shared/ui/input";
import { onUnauthenticated, useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { CodeFields } from "./code-fields";
import { asksForCode, signIn } from "./sign-in-request";

/**
 * Over whatever page is open when the session ends: signs the same person in again and leaves what was typed as it is.
 * Nothing that failed is sent again by itself; only queries that failed are read again.
 */
export function SignInAgainDialog({ email, userId }: { email: string; userId: string }) {
  const t = useTranslations("access");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { codeText } = useErrorText();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [code, setCode] = useState<{ password: string; error: string | null } | null>(null);
  const switchUser = useMutation(trpc.session.switchUser.mutationOptions());
  useEffect(() => onUnauthenticated(() => setOpen(true)), []);

  /** The new session works where the page was; where that is not possible, the page is not the person's any more. */
  async function samePlace(): Promise<boolean> {
    const places = await client.fetchQuery({ ...trpc.session.places.queryOptions(), staleTime: 0 });
    const here = places.find((place) => place.userId === userId);
    if (!here) return false;
    if (!here.current) await switchUser.mutateAsync({ userId });
    return true;
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const password = code?.password ?? String(values.get("again-password"));
    if (!password) return setError(codeText("shared.required"));
    setBusy(true);
    setError(null);
    const answer = await signIn({ email, password, remember: false, code: String(values.get("code") ?? "") });
    if (!answer.ok) {
      setBusy(false);
      const text = codeText(answer.code, answer.params);
      if (asksForCode(answer)) setCode({ password, error: answer.code === "access.wrongCode" ? text : null });
      else if (code) setCode({ password, error: text });
      else setError(text);
      return;
    }
    setCode(null);
    if (answer.mustSetUp) return window.location.assign("/second-factor");
    if (!(await samePlace().catch(() => false))) return window.location.assign("/");
    setBusy(false);
    setOpen(false);
    await client.refetchQueries({ type: "active", predicate: (query) => query.state.status === "error" });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={() => {}}
      dismissible={false}
      size="sm"
      title={t("again.title")}
      description={t("again.text")}
      footer={
        <>
          <Button onClick={() => window.location.assign("/login")} disabled={busy}>
            {t("again.leave")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t("login.submit")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        <FormField label={t("login.email")} name="again-email">
          <Input type="email" value={email} readOnly autoComplete="username" />
        </FormField>
        {code ? (
          <CodeFields error={code.error} />
        ) : (
          <FormField label={t("login.password")} name="again-password" error={error}>
            <PasswordInput autoComplete="current-password" data-autofocus="" />
          </FormField>
        )}
      </form>
    </Dialog>
  );
}
