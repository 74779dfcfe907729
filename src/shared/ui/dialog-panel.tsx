"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "./button";
import { cx } from "./cx";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the bottom, the main one last. A submit button outside its form takes `form="id"`. */
  footer?: ReactNode;
  /** Beside the title (a badge, a menu). */
  aside?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** `false`: neither Escape nor a click outside closes it, as while something is being saved. */
  dismissible?: boolean;
  children?: ReactNode;
};

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };
const drawerWidths = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-2xl", xl: "sm:max-w-4xl" };

const fields = "input:not([type=hidden]):enabled, select:enabled, textarea:enabled";
const focusable = `a[href], button:enabled, ${fields}, [tabindex="0"]`;

const places = {
  center:
    "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[min(86dvh,60rem)] sm:rounded-xl animate-rise",
  right: "inset-0 sm:left-auto sm:w-full sm:border-l sm:border-line animate-slide",
};

/** Text alone that scrolls must be reachable by keyboard. */
function makeScrollable(box: HTMLElement | null) {
  if (!box) return;
  if (box.scrollHeight > box.clientHeight && !box.querySelector(focusable)) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

/** The part of `Dialog` and `Drawer` that is loaded on demand. */
export function DialogPanel({
  open,
  onOpenChange,
  title,
  description,
  footer,
  aside,
  size = "md",
  dismissible = true,
  place,
  children,
}: DialogProps & { place: "center" | "right" }) {
  const t = useTranslations("shared");
  const body = useRef<HTMLDivElement>(null);

  const [opener] = useState(() => document.activeElement);
  useLayoutEffect(() => makeScrollable(body.current));

  const keepOpen = (event: Event) => {
    const target = (event as CustomEvent<{ originalEvent?: Event }>).detail?.originalEvent?.target ?? event.target;
    if (!dismissible || (target instanceof Element && target.closest("[data-toaster]"))) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-backdrop" />
        <Radix.Content
          onInteractOutside={keepOpen}
          onEscapeKeyDown={keepOpen}
          onOpenAutoFocus={(event) => {
            const content = event.currentTarget as HTMLElement;
            const target =
              content.querySelector<HTMLElement>("[data-autofocus]") ??
              body.current?.querySelector<HTMLElement>(fields);
            event.preventDefault();
            (target ?? content).focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed z-50 flex w-full flex-col overflow-hidden bg-raised text-ink shadow-pop outline-none",
            places[place],
            place === "center" ? widths[size] : drawerWidths[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-xl [overflow-wrap:anywhere]">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            {aside}
            {dismissible ? (
              <Radix.Close asChild>
                <IconButton label={t("dialog.close")} icon={<X aria-hidden="true" />} className="-mt-1 -mr-2" />
              </Radix.Close>
            ) : null}
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 empty:hidden">
            {children}
          </div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-surface px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
