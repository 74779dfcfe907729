"use client";

import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { cx } from "./cx";

type ToastTone = "success" | "info" | "error";
type ToastItem = { id: number; tone: ToastTone; text: string; action?: { label: string; onClick: () => void } };

let items: ToastItem[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const none: ToastItem[] = [];

function change(next: ToastItem[]) {
  items = next;
  for (const listener of listeners) listener();
}

function add(tone: ToastTone, text: string, options: { action?: ToastItem["action"] } = {}) {
  lastId += 1;
  // Three are readable; the oldest makes way.
  change([...items, { id: lastId, tone, text, ...options }].slice(-3));
}

/** Says in a corner that something was done, or went wrong; `action` offers a way back ("Undo"). */
export const toast = {
  success: (text: string, options?: { action?: ToastItem["action"] }) => add("success", text, options),
  info: (text: string, options?: { action?: ToastItem["action"] }) => add("info", text, options),
  error: (text: string, options?: { action?: ToastItem["action"] }) => add("error", text, options),
};

const icons = { success: CircleCheck, info: Info, error: CircleAlert };
const colors = { success: "text-success", info: "text-info", error: "text-danger" };

/** The place where toasts appear; once, in the root layout. */
export function Toaster() {
  const t = useTranslations("shared");
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
    () => none,
  );
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label={t("toast.region")}
      aria-live="polite"
      data-toaster=""
      className="pointer-events-none fixed inset-x-0 bottom-0 z-60 flex flex-col items-center gap-2 p-4 sm:items-end"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((item) => (
        <ToastCard key={item.id} item={item} held={held} closeLabel={t("toast.close")} />
      ))}
    </section>
  );
}

function ToastCard({ item, held, closeLabel }: { item: ToastItem; held: boolean; closeLabel: string }) {
  const close = () => change(items.filter((other) => other.id !== item.id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `close` only reads the item's id
  useEffect(() => {
    if (held) return;
    // Errors and offers stay longer: they have to be read and decided on.
    const timer = setTimeout(close, item.tone === "error" || item.action ? 12_000 : 6000);
    return () => clearTimeout(timer);
  }, [held, item]);
  const Icon = icons[item.tone];
  return (
    <div
      role={item.tone === "error" ? "alert" : undefined}
      className="pointer-events-auto flex w-full max-w-md animate-rise items-start gap-3 rounded-lg border border-line bg-raised p-3 pl-4 text-sm shadow-pop sm:w-96"
    >
      <Icon className={cx("mt-0.5 size-4 shrink-0", colors[item.tone])} aria-hidden="true" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{item.text}</p>
      {item.action ? (
        <button
          type="button"
          className="link shrink-0 font-medium"
          onClick={() => {
            item.action?.onClick();
            close();
          }}
        >
          {item.action.label}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={closeLabel}
        onClick={close}
        className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X className="size-4" aria-hidden="true" />
      </button>
    </div>
  );
}
