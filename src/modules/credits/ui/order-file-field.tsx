"use client";

import { FileCheck2, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/shared/ui/file-drop";
import { ORDER_FILE_BYTES } from "../orders-contract";

/** The file of an offline order: taken as it is, refused beforehand where it is too large. */
export function OrderFileField(props: {
  label: string;
  file: File | null;
  onFile: (file: File) => void;
  error?: string;
  disabled: boolean;
}) {
  const t = useTranslations("orders.file");
  const shared = useTranslations("shared.errors");
  const [tooLarge, setTooLarge] = useState(false);
  const { label, file, disabled } = props;
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{label}</p>
      <FileDrop
        label={label}
        chooseLabel={t(file ? "again" : "choose")}
        hint={t("limit")}
        error={tooLarge ? shared("fileTooLarge", { megabytes: ORDER_FILE_BYTES / 1024 ** 2 }) : props.error}
        disabled={disabled}
        onFiles={([taken]) => {
          if (!taken) return;
          setTooLarge(taken.size > ORDER_FILE_BYTES);
          if (taken.size <= ORDER_FILE_BYTES) props.onFile(taken);
        }}
      >
        {file ? (
          <>
            <FileCheck2 className="size-6 text-accent" aria-hidden="true" />
            <p className="font-medium [overflow-wrap:anywhere]">{file.name}</p>
          </>
        ) : (
          <>
            <Upload className="size-6 text-muted" aria-hidden="true" />
            <p>{t("drop")}</p>
          </>
        )}
      </FileDrop>
    </div>
  );
}
