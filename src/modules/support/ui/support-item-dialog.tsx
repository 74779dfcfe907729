"use client";

import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { type Locale, localeNames, locales } from "@/i18n/locales";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FileDrop } from "@/shared/ui/file-drop";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Checkbox, Input, Select, Textarea } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { Tabs } from "@/shared/ui/tabs";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { upload } from "@/trpc/upload";
import { SUPPORT_FILE_TYPES, type SupportItemDto, type SupportKind, type SupportTexts } from "../contract";
import { sizeOf } from "./support-page";

type Props = {
  kind: SupportKind;
  /** Null: a new one. */
  item: SupportItemDto | null;
  onSaved: (id: string) => void;
  onFiles: () => void;
  onClose: () => void;
};

/** Something of the Support page: its texts in each language, what belongs to its kind, and its files. */
export function SupportItemDialog({ kind, item, onSaved, onFiles, onClose }: Props) {
  const t = useTranslations("support.editor");
  const kinds = useTranslations("support.kinds");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const [texts, setTexts] = useState<SupportTexts>(item?.texts ?? {});
  const [url, setUrl] = useState(item?.url ?? "");
  const [version, setVersion] = useState(item?.version ?? "");
  const [releasedOn, setReleasedOn] = useState(item?.releasedOn ?? "");
  const [published, setPublished] = useState(item?.published ?? true);
  const save = useMutation(
    trpc.support.save.mutationOptions({
      onSuccess: ({ id }) => {
        toast.success(t("saved"));
        onSaved(id);
      },
    }),
  );
  const errors = save.error ? fieldErrors(save.error) : {};
  const own = (name: string) => errors[`item.${name}`] ?? errors[name];
  const write = (locale: Locale, part: "title" | "body", value: string) =>
    setTexts({ ...texts, [locale]: { title: "", body: "", ...texts[locale], [part]: value } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const kept = Object.fromEntries(
      Object.entries(texts).filter(([, words]) => words.title.trim() || words.body.trim()),
    );
    save.mutate({
      itemId: item?.id ?? null,
      item: { kind, texts: kept, url, version, releasedOn, published } as never,
    });
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!save.isPending}
      title={t(item ? "editTitle" : "newTitle", { kind: kinds(kind) })}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        {save.error ? <Notice tone="danger">{own("title") ?? errorText(save.error)}</Notice> : null}
        <Tabs
          label={t("languages")}
          items={locales.map((locale) => ({
            id: locale,
            label: localeNames[locale],
            content: (
              <div className="space-y-4" lang={locale}>
                <FormField
                  label={t(kind === "FAQ" ? "question" : "itemTitle")}
                  name={`title-${locale}`}
                  hint={t("fallback")}
                >
                  <Input
                    maxLength={200}
                    value={texts[locale]?.title ?? ""}
                    onChange={(event) => write(locale, "title", event.target.value)}
                  />
                </FormField>
                <FormField label={t(kind === "FAQ" ? "answer" : "body")} name={`body-${locale}`}>
                  <Textarea
                    rows={kind === "TUTORIAL" ? 10 : 5}
                    maxLength={20_000}
                    value={texts[locale]?.body ?? ""}
                    onChange={(event) => write(locale, "body", event.target.value)}
                  />
                </FormField>
              </div>
            ),
          }))}
        />
        {kind === "VIDEO" || kind === "TUTORIAL" ? (
          <FormField label={t("url")} name="url" required={kind === "VIDEO"} error={own("url")}>
            <Input type="url" inputMode="url" value={url} onChange={(event) => setUrl(event.target.value)} />
          </FormField>
        ) : null}
        {kind === "RELEASE" ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField label={t("version")} name="version" required error={own("version")}>
              <Input maxLength={40} value={version} onChange={(event) => setVersion(event.target.value)} />
            </FormField>
            <FormField label={t("releasedOn")} name="releasedOn" error={own("releasedOn")}>
              <Input type="date" value={releasedOn} onChange={(event) => setReleasedOn(event.target.value)} />
            </FormField>
          </div>
        ) : null}
        <Checkbox
          label={t("published")}
          hint={t("publishedHint")}
          checked={published}
          onChange={(event) => setPublished(event.target.checked)}
        />
        <RequiredNote />
      </form>
      {kind === "FAQ" || kind === "RELEASE" ? null : item ? (
        <Files item={item} onFiles={onFiles} />
      ) : (
        <p className="mt-4 text-sm text-muted">{t("filesLater")}</p>
      )}
    </Dialog>
  );
}

function Files({ item, onFiles }: { item: SupportItemDto; onFiles: () => void }) {
  const t = useTranslations("support.editor");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [locale, setLocale] = useState("");
  const add = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      form.set("locale", locale);
      return upload<{ id: string }>("support-file", { itemId: item.id }, form);
    },
    onSettled: onFiles,
  });
  const remove = useMutation(
    trpc.support.deleteFile.mutationOptions({ onSettled: onFiles, onError: (error) => toast.error(errorText(error)) }),
  );
  return (
    <section className="mt-5 space-y-3 border-line border-t pt-4 text-sm">
      <h3 className="text-base">{t("files")}</h3>
      {item.files.length > 0 ? (
        <ul className="divide-y divide-line rounded-md border border-line">
          {item.files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <a
                href={`/api/exports/support-editor-file?id=${file.id}`}
                className="min-w-0 flex-1 text-accent [overflow-wrap:anywhere] hover:underline"
              >
                {file.name}
              </a>
              <span className="text-xs text-muted">
                {sizeOf(file.bytes)} · {file.locale ? localeNames[file.locale] : t("allLanguages")}
              </span>
              <Button size="sm" busy={remove.isPending} onClick={() => remove.mutate({ fileId: file.id })}>
                {t("removeFile")}
                <span className="sr-only">: {file.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <FormField label={t("fileLanguage")} name="locale" hint={t("fileLanguageHint")}>
        <Select
          value={locale}
          onChange={(event) => setLocale(event.target.value)}
          options={[
            { value: "", label: t("allLanguages") },
            ...locales.map((value) => ({ value, label: localeNames[value] })),
          ]}
        />
      </FormField>
      <FileDrop
        label={t("addFile")}
        chooseLabel={t("chooseFile")}
        hint={t("fileHint")}
        accept={SUPPORT_FILE_TYPES}
        error={add.error ? errorText(add.error) : undefined}
        disabled={add.isPending}
        onFiles={([file]) => file && add.mutate(file)}
      >
        <Upload className="size-6 text-muted" aria-hidden="true" />
        <p>{t(add.isPending ? "uploading" : "drop")}</p>
      </FileDrop>
    </section>
  );
}
