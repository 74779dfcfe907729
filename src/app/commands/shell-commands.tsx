"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { IconButton } from "@/shared/ui/button";
import { onFirstActivity } from "@/shared/ui/preload";
import type { CommandData } from "./command-data";
import { singleKeysAreOn } from "./single-keys";

const loadPalette = () => import("./command-palette");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.CommandPalette })));
const Sheet = lazy(() => import("./shortcut-sheet").then((module) => ({ default: module.ShortcutSheet })));

/** How long a "g" waits for the key of a page. */
const GO_MS = 1_500;

/** Where keys are text, or belong to something that is open above the page. */
function keysBelongElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  return (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    target?.isContentEditable === true ||
    target?.closest("input, textarea, select, [role=menu], [role=dialog], [role=alertdialog]") != null ||
    document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null
  );
}

/** The button and the keys that open the command palette (Ctrl or ⌘ K), the sheet of shortcuts (?), search (/) and pages (g …). */
export function ShellCommands({ data }: { data: CommandData }) {
  const t = useTranslations("commands");
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const goUntil = useRef(0);

  useEffect(() => onFirstActivity(loadPalette), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        if (event.defaultPrevented) return;
        event.preventDefault();
        setOpen((now) => (now === "palette" ? null : "palette"));
        return;
      }
      if (keysBelongElsewhere(event) || !singleKeysAreOn()) return;
      if (event.timeStamp < goUntil.current) {
        goUntil.current = 0;
        const page = data.pages.find(({ go }) => go === event.key.toLowerCase());
        if (page) router.push(page.href);
      } else if (event.key === "g") goUntil.current = event.timeStamp + GO_MS;
      else if (event.key === "?") setOpen("sheet");
      else if (event.key === "/") {
        const field = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (!field) return;
        event.preventDefault();
        field.focus();
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [data.pages, router]);

  const close = () => setOpen(null);
  return (
    <>
      <IconButton
        variant="onBrand"
        label={t("open")}
        aria-keyshortcuts="Control+K Meta+K"
        icon={<Search aria-hidden="true" />}
        onClick={() => setOpen("palette")}
      />
      {open ? (
        <Suspense fallback={null}>
          {open === "palette" ? (
            <Palette data={data} onClose={close} onShortcuts={() => setOpen("sheet")} />
          ) : (
            <Sheet data={data} onClose={close} />
          )}
        </Suspense>
      ) : null}
    </>
  );
}
