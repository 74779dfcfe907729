"use client";

import { FileSpreadsheet, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProgressBar } from "@/shared/ui/details";
import { FileDrop } from "@/shared/ui/file-drop";

/** Where the file of an import is dropped, or chosen with the button; it is taken at once. */
export function ImportDropPanel({
  onFile,
  busy,
  sent,
  error,
}: {
  onFile: (file: File) => void;
  busy: boolean;
  /** How much of the file has gone, 0 to 1; then it is read. */
  sent: number;
  error: string | undefined;
}) {
  const t = useTranslations("imports.drop");
  const [name, setName] = useState("");
  return (
    <FileDrop
      label={t("label")}
      chooseLabel={t("choose")}
      hint={t("limit")}
      accept=".xlsx,.csv,.txt"
      error={error}
      disabled={busy}
      onFiles={([file]) => {
        if (!file) return;
        setName(file.name);
        onFile(file);
      }}
    >
      {busy ? (
        <>
          <FileSpreadsheet className="size-6 text-accent" aria-hidden="true" />
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <ProgressBar
            label={t("sending")}
            className="w-full max-w-72"
            value={sent < 1 ? sent : undefined}
            max={1}
            text={sent < 1 ? t("sent", { share: sent }) : t("reading")}
          />
        </>
      ) : (
        <>
          <Upload className="size-6 text-muted" aria-hidden="true" />
          <p>{t("drop")}</p>
        </>
      )}
    </FileDrop>
  );
}
