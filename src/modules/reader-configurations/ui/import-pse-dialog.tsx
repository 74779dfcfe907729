"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileKey2, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { isAppError } from "@/shared/kernel/app-error";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FileDrop } from "@/shared/ui/file-drop";
import { ErrorSummary, FormField } from "@/shared/ui/form-field";
import { Input, PasswordInput } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { upload } from "@/trpc/upload";
import { PSE_MAX_BYTES, type PseInspection } from "../domain/pse-reader";
import type { ConfigurationWords } from "./words";

type Chosen = { file: File; inspection: PseInspection };
type Wrong = { code: string; params: Record<string, string | number> };

/** Imports a PSE file (R177 to R179): dropped or chosen, looked at in the browser, then asked for what it needs. */
export function ImportPseDialog({
  siteId,
  words,
  onClose,
}: {
  siteId: string;
  words: ConfigurationWords;
  onClose: () => void;
}) {
  const t = useTranslations("readerConfigurations");
  const shared = useTranslations("shared");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { codeText, errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const send = useMutation({
    mutationFn: (form: FormData) => upload<{ id: string; name: string }>("pse", { siteId }, form),
    onSuccess: ({ name }) => {
      void queries.invalidateQueries(trpc.readerConfigurations.pathFilter());
      toast.success(t("import.done", { name }));
      onClose();
    },
  });
  const fields = fieldErrors(send.error);
  const fileError = wrong ? codeText(wrong.code, wrong.params) : fields.file;

  const take = async (files: File[]) => {
    send.reset();
    const [file] = files;
    if (!file) return;
    setChosen(null);
    if (files.length > 1) return setWrong({ code: "readerConfigurations.oneFile", params: {} });
    if (file.size > PSE_MAX_BYTES)
      return setWrong({ code: "readerConfigurations.fileTooLarge", params: { kibibytes: PSE_MAX_BYTES / 1024 } });
    try {
      // The readers are loaded when there is something to read.
      const { inspectPse } = await import("../domain/read-pse");
      const inspection = inspectPse({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      setWrong(null);
      setChosen({ file, inspection });
    } catch (error) {
      setWrong(isAppError(error) ? error : { code: "readerConfigurations.damagedFile", params: {} });
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!chosen) return setWrong({ code: "readerConfigurations.fileNeeded", params: {} });
    const form = new FormData(event.currentTarget);
    form.set("file", chosen.file);
    send.mutate(form);
  };
  const found = chosen?.inspection.configurationName;
  const general = send.isError && Object.keys(fields).length === 0 ? errorText(send.error) : undefined;

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("import.title")}
      description={t("import.manual", { encoder: words.encoder })}
      dismissible={!send.isPending}
      footer={
        <>
          <Button onClick={onClose} disabled={send.isPending}>
            {shared("dialog.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={send.isPending}>
            {t(send.isPending ? "import.loading" : "import.load")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        <ErrorSummary errors={[]} title={general} />
        <FileDrop
          label={t("import.file")}
          chooseLabel={t(chosen ? "import.again" : "import.choose")}
          hint={t("import.limit")}
          error={fileError}
          disabled={send.isPending}
          onFiles={take}
        >
          {chosen ? (
            <>
              <FileKey2 className="size-6 text-accent" aria-hidden="true" />
              <p className="font-medium [overflow-wrap:anywhere]">{chosen.file.name}</p>
              <p className="text-muted">{found ? t("import.found", { name: found }) : t("import.foundOpaque")}</p>
            </>
          ) : (
            <>
              <Upload className="size-6 text-muted" aria-hidden="true" />
              <p>{t("import.drop")}</p>
            </>
          )}
        </FileDrop>
        {chosen?.inspection.needsPassphrase ? (
          <FormField
            label={t("import.passphrase")}
            name="passphrase"
            required
            hint={t("import.passphraseHint")}
            error={fields.passphrase}
          >
            <PasswordInput autoComplete="off" maxLength={1000} autoFocus />
          </FormField>
        ) : null}
        {chosen && chosen.inspection.configurationName === null ? (
          <FormField
            label={t("import.name", { configurationName: words.configurationName })}
            name="configurationName"
            required
            hint={t("import.nameHint", { encoder: words.encoder })}
            error={fields.configurationName}
          >
            <Input autoComplete="off" maxLength={100} autoFocus />
          </FormField>
        ) : null}
      </form>
    </Dialog>
  );
}
