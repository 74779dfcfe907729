"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { FormField } from "@/shared/ui/form-field";
import { Input, PasswordInput } from "@/shared/ui/input";
import { QrCode } from "@/shared/ui/qr-code";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { RecoveryCodes } from "./recovery-codes";

/** Sets a second factor up: the code to scan, the proof that the app has it, and the recovery codes, shown once. */
export function SecondFactorSetup({ onDone }: { onDone: () => void }) {
  const t = useTranslations("access.factor");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = useMutation(trpc.secondFactor.begin.mutationOptions());
  const enable = useMutation(
    trpc.secondFactor.enable.mutationOptions({ onSuccess: (answer) => setCodes(answer.codes) }),
  );
  const { mutate: start } = begin;
  useEffect(() => start(), [start]);

  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (begin.isError)
    return <ErrorState title={errorText(begin.error)} retry={{ label: t("setUp"), onClick: () => start() }} />;
  if (!begin.data) return <SkeletonText lines={8} />;
  const { secret, setup, uri } = begin.data;
  const fields = enable.error ? fieldErrors(enable.error) : {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    enable.mutate({ setup, password: String(values.get("own-password")), code: String(values.get("own-code")) });
  }
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {enable.error && Object.keys(fields).length === 0 ? (
        <Notice tone="danger">{errorText(enable.error)}</Notice>
      ) : null}
      <p className="text-sm">{t("scan")}</p>
      <QrCode text={uri} label={t("qr")} className="mx-auto block size-48 rounded-md" />
      <div className="space-y-1 text-sm">
        <p className="text-muted">{t("byHand")}</p>
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-mono [overflow-wrap:anywhere]">{secret.match(/.{1,4}/g)?.join(" ")}</code>
          <CopyButton text={secret} />
        </p>
        <a href={uri} className="link">
          {t("openApp")}
        </a>
      </div>
      <p className="border-t border-line pt-4 text-sm">{t("prove")}</p>
      <FormField label={t("password")} name="own-password" required error={fields.password}>
        <PasswordInput autoComplete="current-password" />
      </FormField>
      <FormField label={t("code")} name="own-code" required error={fields.code}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
      </FormField>
      <Button type="submit" variant="primary" busy={enable.isPending} className="w-full">
        {t("enable")}
      </Button>
    </form>
  );
}
