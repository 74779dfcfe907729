"use client";

import { Check } from "lucide-react";
import NextLink from "next/link";
import { DropdownMenu as RadixMenu, Popover as RadixPopover, Tooltip as RadixTooltip } from "radix-ui";
import { type ReactNode, type Ref, type RefObject, useLayoutEffect } from "react";
import { cx } from "./cx";

export type MenuItem =
  | {
      type?: "item";
      label: ReactNode;
      icon?: ReactNode;
      /** Below the label, small: why it is disabled, what it does. */
      hint?: ReactNode;
      shortcut?: string;
      tone?: "danger";
      disabled?: boolean;
      /** A link: it can be opened in another tab, as any. */
      href?: string;
      current?: boolean;
      onSelect?: () => void;
    }
  | { type: "check"; label: ReactNode; checked: boolean; disabled?: boolean; onSelect: (checked: boolean) => void }
  | { type: "radio"; label: ReactNode; checked: boolean; disabled?: boolean; onSelect: () => void }
  | { type: "heading"; label: ReactNode }
  | { type: "separator" };

type Anchor = RefObject<HTMLElement | null>;

/** Stands where Radix wants a trigger: draws nothing, and hands it the button that is already in the page. */
function Stand({ anchor, ref }: { anchor: Anchor; ref?: Ref<HTMLElement> }) {
  useLayoutEffect(() => {
    if (typeof ref === "function") {
      ref(anchor.current);
      return () => {
        ref(null);
      };
    }
  }, [anchor, ref]);
  return null;
}

/** A click on the button itself closes by the button's own handler, not once more as "outside". */
function unlessOn(anchor: Anchor) {
  return (event: Event) => {
    const target = (event as CustomEvent<{ originalEvent?: Event }>).detail?.originalEvent?.target ?? event.target;
    if (target instanceof Node && anchor.current?.contains(target)) event.preventDefault();
  };
}

/** Inside the landmark or dialog of its button: there a screen reader finds it, and a dialog does not hide it. */
function homeOf(anchor: Anchor): HTMLElement | null {
  return anchor.current?.closest<HTMLElement>("[role=dialog], main, header, footer") ?? null;
}

const panel = "panel z-50 rounded-lg border border-line bg-raised text-ink shadow-pop outline-none animate-pop";
const row =
  "aria-[current=page]:font-semibold flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-55 pointer-coarse:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0";

export function MenuPanel({
  anchor,
  labelledBy,
  align,
  items,
  onClose,
}: {
  anchor: Anchor;
  labelledBy: string;
  align: "start" | "end";
  items: MenuItem[];
  onClose: () => void;
}) {
  return (
    <RadixMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <RadixMenu.Trigger asChild>
        <Stand anchor={anchor} />
      </RadixMenu.Trigger>
      <RadixMenu.Portal container={homeOf(anchor)}>
        <RadixMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-labelledby={labelledBy}
          onInteractOutside={unlessOn(anchor)}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className={cx(
            panel,
            "max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-52 overflow-y-auto p-1",
          )}
        >
          {items.map((item, index) => {
            if (item.type === "separator") {
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
              return <RadixMenu.Separator key={index} className="mx-1 my-1 h-px bg-line" />;
            }
            if (item.type === "heading") {
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
                <RadixMenu.Label key={index} className="px-2.5 pt-1.5 pb-1 text-xs text-muted">
                  {item.label}
                </RadixMenu.Label>
              );
            }
            if (item.type === "check" || item.type === "radio") {
              return (
                <RadixMenu.CheckboxItem
                  // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
                  key={index}
                  {...(item.type === "radio" ? { role: "menuitemradio" } : {})}
                  checked={item.checked}
                  disabled={item.disabled}
                  onSelect={(event) => item.type === "check" && event.preventDefault()}
                  onCheckedChange={(checked) => item.onSelect(checked)}
                  className={row}
                >
                  <span className="grid size-4 place-items-center">
                    <RadixMenu.ItemIndicator>
                      <Check className="text-accent" aria-hidden="true" />
                    </RadixMenu.ItemIndicator>
                  </span>
                  {item.label}
                </RadixMenu.CheckboxItem>
              );
            }
            const content = (
              <>
                {item.icon}
                <span className="min-w-0 flex-1">
                  {item.label}
                  {item.hint ? <span className="block text-xs text-muted">{item.hint}</span> : null}
                </span>
                {item.shortcut ? <span className="text-xs text-muted">{item.shortcut}</span> : null}
              </>
            );
            const isLink = item.href !== undefined && !item.disabled;
            return (
              <RadixMenu.Item
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
                key={index}
                asChild={isLink}
                disabled={item.disabled}
                onSelect={() => {
                  // First the button, so that a dialog opened from here gives the focus back to it.
                  anchor.current?.focus();
                  item.onSelect?.();
                }}
                className={cx(row, item.tone === "danger" && "text-danger")}
              >
                {isLink ? (
                  <NextLink href={item.href ?? ""} aria-current={item.current ? "page" : undefined}>
                    {content}
                  </NextLink>
                ) : (
                  content
                )}
              </RadixMenu.Item>
            );
          })}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

export function PopoverPanel({
  anchor,
  label,
  align,
  onClose,
  children,
}: {
  anchor: Anchor;
  label: string;
  align: "start" | "end";
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <RadixPopover.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixPopover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <RadixPopover.Portal container={homeOf(anchor)}>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={unlessOn(anchor)}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!document.activeElement || document.activeElement === document.body) anchor.current?.focus();
          }}
          className={cx(
            panel,
            "max-h-(--radix-popover-content-available-height) max-w-[min(24rem,calc(100vw-1rem))] min-w-56 overflow-y-auto p-3",
          )}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

export function TooltipPanel({
  anchor,
  id,
  text,
  onClose,
}: {
  anchor: Anchor;
  id: string;
  text: ReactNode;
  onClose: () => void;
}) {
  return (
    <RadixTooltip.Provider>
      <RadixTooltip.Root open onOpenChange={(open) => !open && onClose()}>
        <RadixTooltip.Trigger asChild>
          <Stand anchor={anchor} />
        </RadixTooltip.Trigger>
        <RadixTooltip.Portal container={homeOf(anchor)}>
          <RadixTooltip.Content
            id={id}
            sideOffset={6}
            collisionPadding={8}
            className="pointer-events-none z-60 max-w-72 animate-fade rounded-md bg-ink px-2.5 py-1.5 text-xs text-page shadow-pop"
          >
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}
