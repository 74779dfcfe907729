"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, type ButtonSize, IconButton } from "./button";
import { toast } from "./toast";

/** Copies `text`; an icon, or with `label` a button. `what` names it for screen readers ("address"). */
export function CopyButton({
  text,
  label,
  what,
  size = "sm",
}: {
  text: string;
  label?: string;
  what?: string;
  size?: ButtonSize;
}) {
  const t = useTranslations("shared");
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
    } catch {
      // No clipboard without https or permission.
      toast.error(t("copy.failed"));
    }
  };
  const icon = done ? <Check className="text-success" aria-hidden="true" /> : <Copy aria-hidden="true" />;
  const name = what ? t("copy.what", { what }) : t("copy.copy");
  return (
    <>
      {label ? (
        <Button size={size} icon={icon} onClick={copy}>
          {label}
        </Button>
      ) : (
        <IconButton size={size} icon={icon} label={name} onClick={copy} />
      )}
      <span className="sr-only" aria-live="polite">
        {done ? t("copy.done") : ""}
      </span>
    </>
  );
}
