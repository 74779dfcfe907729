"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { FormField } from "@/shared/ui/form-field";
import { Input, Textarea } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { addressOf, curlOf, type RefEntry } from "./reference";

type Answer = { status: number; milliseconds: number; text: string };
const SHOWN = 20_000;

/** Calls one operation with a token that the reader has typed; it is kept in this page only. */
export function TryOperation({ server, entry, token }: { server: string; entry: RefEntry; token: string }) {
  const t = useTranslations("webApi.reference");
  const example = entry.requestBody?.content["application/json"]?.example;
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(example === undefined ? "" : JSON.stringify(example, null, 2));
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  const takesFile = entry.requestBody?.content["multipart/form-data"] !== undefined;
  const fields = entry.parameters.filter((one) => one.in !== "header");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailed(false);
    const started = performance.now();
    try {
      const form = new FormData();
      if (file) form.set("file", file);
      // To this very portal, whatever address the document names.
      const response = await fetch(addressOf("/api/v1", entry, values), {
        method: entry.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(entry.requestBody && !takesFile ? { "content-type": "application/json" } : {}),
        },
        body: takesFile ? form : entry.requestBody ? body : undefined,
      });
      const isJson = (response.headers.get("content-type") ?? "").includes("json");
      const raw = isJson
        ? JSON.stringify(await response.json(), null, 2)
        : t("file", { type: response.headers.get("content-type") ?? "" });
      const text = response.status === 204 ? "" : raw;
      setAnswer({ status: response.status, milliseconds: Math.round(performance.now() - started), text });
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const curl = curlOf(addressOf(server, entry, values), entry, body);
  return (
    <Card title={t("try")} description={t("tryText")}>
      <form noValidate onSubmit={send} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {fields.map((one) => (
            <FormField key={one.name} label={one.name} required={one.required}>
              <Input
                value={values[one.name] ?? ""}
                autoComplete="off"
                onChange={(event) => setValues({ ...values, [one.name]: event.target.value })}
              />
            </FormField>
          ))}
        </div>
        {takesFile ? (
          <FormField label={t("chooseFile")}>
            <Input type="file" accept=".xlsx,.csv" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
          </FormField>
        ) : null}
        {entry.requestBody && !takesFile ? (
          <FormField label={t("body")}>
            <Textarea rows={8} value={body} spellCheck={false} onChange={(event) => setBody(event.target.value)} />
          </FormField>
        ) : null}
        <Button type="submit" variant="primary" busy={busy} disabled={token === ""}>
          {t("send")}
        </Button>
        {token === "" ? <p className="text-sm text-muted">{t("tokenFirst")}</p> : null}
      </form>
      {failed ? (
        <Notice tone="danger" className="mt-4">
          {t("noAnswer")}
        </Notice>
      ) : null}
      {answer ? (
        <section className="mt-5 space-y-2" aria-live="polite">
          <p className="flex items-center gap-2 text-sm">
            <Badge tone={answer.status < 400 ? "success" : "danger"}>{answer.status}</Badge>
            <span className="text-muted tabular-nums">{t("took", { milliseconds: answer.milliseconds })}</span>
          </p>
          {answer.text ? <Code label={t("answerText")} text={answer.text.slice(0, SHOWN)} /> : null}
        </section>
      ) : null}
      <section className="mt-5 space-y-2">
        <div className="flex items-center justify-between">
          <h3 className="text-base">{t("shell")}</h3>
          <CopyButton text={curl} what={t("shell")} />
        </div>
        <Code label={t("shell")} text={curl} />
      </section>
    </Card>
  );
}

/** A text as it is; scrollable by the keyboard, too. */
function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
    <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-neutral-soft p-3 text-xs">
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  );
}
