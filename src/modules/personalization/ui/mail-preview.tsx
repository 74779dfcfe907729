"use client";

import { Monitor, Moon, Smartphone, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/shared/ui/button";
import { cx } from "@/shared/ui/cx";
import type { PreviewMailInput } from "../contract";

type Props = PreviewMailInput & { height?: "short" | "tall" };

/**
 * A mail as it would leave, in a frame that can do nothing: the words are posted into it, since a frame's own address has its
 * own content security policy. Each state gets a fresh frame, so that the browser's history keeps out of it.
 */
export function MailPreview({ height = "tall", ...input }: Props) {
  const t = useTranslations("personalization.preview");
  const base = useId();
  const form = useRef<HTMLFormElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [phone, setPhone] = useState(false);
  const [dark, setDark] = useState(false);
  const wanted = useDebounced(JSON.stringify(input), 350);
  const name = useDeferredValue(`mail-${base}-${wanted.length}-${hashOf(wanted)}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new frame is filled anew
  useEffect(() => form.current?.submit(), [name]);
  useEffect(() => {
    if (frame.current) frame.current.style.colorScheme = dark ? "dark" : "light";
  });
  return (
    <div className="space-y-2">
      <div className="flex justify-end gap-1">
        <IconButton label={t("desktop")} aria-pressed={!phone} onClick={() => setPhone(false)} icon={<Monitor />} />
        <IconButton label={t("phone")} aria-pressed={phone} onClick={() => setPhone(true)} icon={<Smartphone />} />
        <IconButton label={t("light")} aria-pressed={!dark} onClick={() => setDark(false)} icon={<Sun />} />
        <IconButton label={t("dark")} aria-pressed={dark} onClick={() => setDark(true)} icon={<Moon />} />
      </div>
      <form ref={form} method="post" action="/api/previews/email" target={name} encType="multipart/form-data" hidden>
        <input type="hidden" name="input" value={wanted} readOnly />
      </form>
      <div className={cx("mx-auto overflow-hidden rounded-md border border-line", phone && "max-w-[390px]")}>
        <iframe
          key={name}
          ref={frame}
          name={name}
          title={t("mail")}
          sandbox=""
          className={cx("block w-full bg-white", height === "short" ? "h-96" : "h-[44rem]")}
        />
      </div>
    </div>
  );
}

/** A value once it has rested for some milliseconds. */
function useDebounced(value: string, wait: number): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return rested;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (hash * 31 + text.charCodeAt(at)) | 0;
  return hash >>> 0;
}
