"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { linkAddress } from "../domain/mail-text";

/** Asks where a link leads: a page, or an e-mail address. */
export function LinkDialog({ onClose, onLink }: { onClose: () => void; onLink: (href: string) => void }) {
  const t = useTranslations("personalization.editor");
  const errors = useTranslations("personalization.errors");
  const shared = useTranslations("shared.dialog");
  const form = useId();
  const [wrong, setWrong] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    const typed = String(new FormData(event.currentTarget).get("href") ?? "").trim();
    const href = /^[^\s@:/]+@[^\s@]+$/.test(typed)
      ? `mailto:${typed}`
      : /^[a-z]+:/i.test(typed)
        ? typed
        : `https://${typed}`;
    if (!linkAddress.safeParse(href).success) return setWrong(true);
    onLink(href);
    onClose();
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(stay) => !stay && onClose()}
      title={t("linkTitle")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={form} variant="primary">
            {t("linkSet")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <FormField name="href" label={t("linkAddress")} required error={wrong ? errors("linkForm") : undefined}>
          <Input maxLength={1000} autoComplete="off" spellCheck={false} />
        </FormField>
      </form>
    </Dialog>
  );
}
