"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { Checkbox, Input, PasswordInput } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { useErrorText } from "@/trpc/errors";
import { CodeFields } from "./code-fields";
import { asksForCode, type SignInNote, signIn, takeSignInNote } from "./sign-in-request";

/** Signing in with e-mail address and password, and a code where there is a second factor. `next` is where to go then. */
export function LoginPanel({ next, productName }: { next: string; productName: string }) {
  const t = useTranslations("access");
  const { codeText } = useErrorText();
  const form = useRef<HTMLFormElement>(null);
  const [note, setNote] = useState<SignInNote | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState<{ email?: string; password?: string; code?: string }>({});
  /** What the first step has proved; kept only in this page while the code is asked for. */
  const [proved, setProved] = useState<{ email: string; password: string; remember: boolean } | null>(null);

  useEffect(() => {
    const found = takeSignInNote();
    if (!found) return;
    setNote(found);
    const field = form.current?.elements.namedItem("email") as HTMLInputElement | null;
    if (field) field.value = found.email;
    (form.current?.elements.namedItem("password") as HTMLInputElement | null)?.focus();
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    const typed = proved ?? {
      email: text("email"),
      password: String(values.get("password")),
      remember: values.get("remember") === "on",
    };
    setError(null);
    const required = (value: string) => (value ? undefined : codeText("shared.required"));
    const found = {
      email: required(typed.email),
      password: required(typed.password),
      code: proved && required(text("code")),
    };
    setMissing({ ...found, code: found.code ?? undefined });
    if (found.email || found.password || found.code) return;
    setBusy(true);
    const answer = await signIn({ ...typed, code: text("code") });
    if (answer.ok) {
      // A full load: nothing of what was read before signing in stays in the page.
      window.location.assign(answer.chooseAccount ? `/choose-account?next=${encodeURIComponent(next)}` : next);
      return;
    }
    setBusy(false);
    if (!asksForCode(answer)) return setError(codeText(answer.code, answer.params));
    setProved(typed);
    if (answer.code === "access.wrongCode") setMissing({ code: codeText(answer.code) });
  }

  if (proved)
    return (
      <Card className="w-full">
        <form onSubmit={submit} noValidate className="space-y-4 py-1">
          <h1 className="text-2xl">{t("code.title")}</h1>
          <ErrorSummary errors={[]} title={error} />
          <CodeFields error={missing.code} />
          <Button type="submit" variant="primary" busy={busy} className="w-full">
            {t("code.submit")}
          </Button>
          <Button variant="quiet" onClick={() => setProved(null)} disabled={busy}>
            {t("code.back")}
          </Button>
        </form>
      </Card>
    );
  return (
    <Card className="w-full">
      <form ref={form} onSubmit={submit} noValidate className="space-y-4 py-1">
        <h1 className="text-2xl">{t("login.title", { product: productName })}</h1>
        {note ? <Notice tone="success">{t(`login.notes.${note.reason}`)}</Notice> : null}
        <ErrorSummary errors={[]} title={error} />
        <FormField label={t("login.email")} name="email" error={missing.email}>
          <Input type="email" autoComplete="username" inputMode="email" autoCapitalize="none" spellCheck={false} />
        </FormField>
        <FormField label={t("login.password")} name="password" error={missing.password}>
          <PasswordInput autoComplete="current-password" />
        </FormField>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Checkbox name="remember" label={t("login.remember")} />
          <TextLink href="/reset" className="text-sm">
            {t("login.forgotten")}
          </TextLink>
        </div>
        <Button type="submit" variant="primary" busy={busy} className="w-full">
          {t("login.submit")}
        </Button>
        <p className="border-t border-line pt-4 text-sm text-muted">
          {t("login.noAccount")} <TextLink href="/register">{t("login.register")}</TextLink>
        </p>
      </form>
    </Card>
  );
}
