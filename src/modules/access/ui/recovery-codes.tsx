"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";

/** New recovery codes, shown this once: to be copied or saved. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useTranslations("access.factor");
  const text = codes.join("\n");
  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    link.download = t("fileName");
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <div className="space-y-4">
      <h2 className="text-lg">{t("codesTitle")}</h2>
      <p className="text-sm">{t("codesText")}</p>
      <ul className="grid grid-cols-2 gap-2 rounded-lg border border-line bg-raised p-4 text-center font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} />
        <Button size="sm" icon={<Download aria-hidden="true" />} onClick={save}>
          {t("download")}
        </Button>
        <Button variant="primary" className="ml-auto" onClick={onKept}>
          {t("kept")}
        </Button>
      </div>
    </div>
  );
}
