"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Keys } from "@/shared/ui/command-list";
import { Dialog } from "@/shared/ui/dialog";
import { Switch } from "@/shared/ui/input";
import type { CommandData } from "./command-data";
import { paletteKeys, setSingleKeys, singleKeysAreOn } from "./single-keys";

/** All shortcuts that work for the reader, and the switch for those of a single key. */
export function ShortcutSheet({ data, onClose }: { data: CommandData; onClose: () => void }) {
  const t = useTranslations("commands");
  const [on, setOn] = useState(singleKeysAreOn);
  const line = (keys: string[], label: string) => (
    <div key={keys.join(" ")} className="flex items-center justify-between gap-4 py-1.5">
      <dt>{label}</dt>
      <dd className="shrink-0">
        <Keys keys={keys} always />
      </dd>
    </div>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t("shortcuts")}>
      <dl className="divide-y divide-line text-sm">
        {line(paletteKeys(), t("open"))}
        {line(["/"], t("keys.search"))}
        {line(["?"], t("shortcuts"))}
        {line(["Esc"], t("keys.close"))}
        {data.pages.map(({ label, go }) => (go ? line(["g", go], t("keys.goTo", { page: label })) : null))}
      </dl>
      <Switch
        className="mt-4"
        label={t("keys.single")}
        hint={t("keys.singleHint")}
        checked={on}
        onChange={(event) => {
          setSingleKeys(event.target.checked);
          setOn(event.target.checked);
        }}
      />
    </Dialog>
  );
}
