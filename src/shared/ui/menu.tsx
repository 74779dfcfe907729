"use client";

import { EllipsisVertical } from "lucide-react";
import {
  type KeyboardEvent,
  lazy,
  type ReactElement,
  type ReactNode,
  type Ref,
  Suspense,
  useId,
  useRef,
  useState,
} from "react";
import { type ButtonSize, IconButton } from "./button";
import type { MenuItem } from "./floating-panels";

const load = () => import("./floating-panels");
const MenuPanel = lazy(() => load().then((module) => ({ default: module.MenuPanel })));
const PopoverPanel = lazy(() => load().then((module) => ({ default: module.PopoverPanel })));

/** What the button that opens a menu or popover must spread on itself. */
export type TriggerProps = {
  ref: Ref<HTMLButtonElement>;
  id: string;
  "aria-haspopup": "menu" | "dialog";
  "aria-expanded": boolean;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
};

type Align = "start" | "end";

/** A menu of actions under a button; falsy items are left out. The menu's code is loaded when the button is neared. */
export function DropdownMenu({
  trigger,
  items,
  align = "end",
}: {
  trigger: (props: TriggerProps) => ReactElement;
  items: (MenuItem | false | null | undefined)[];
  align?: Align;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      {trigger({
        ref: button,
        id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onClick: () => setOpen(!open),
        onPointerEnter: load,
        onFocus: load,
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        },
      })}
      {open ? (
        <Suspense fallback={null}>
          <MenuPanel
            anchor={button}
            labelledBy={id}
            align={align}
            onClose={() => setOpen(false)}
            items={items.filter((item) => !!item)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** The three-dots menu of a row or a panel. */
export function ActionsMenu({
  label,
  items,
  size = "md",
}: {
  label: string;
  items: (MenuItem | false | null | undefined)[];
  size?: ButtonSize;
}) {
  if (!items.some(Boolean)) return null;
  return (
    <DropdownMenu
      items={items}
      trigger={(props) => (
        <IconButton label={label} size={size} icon={<EllipsisVertical aria-hidden="true" />} {...props} />
      )}
    />
  );
}

/** A small panel of controls under a button. */
export function Popover({
  trigger,
  label,
  align = "start",
  children,
}: {
  trigger: (props: TriggerProps) => ReactElement;
  label: string;
  align?: Align;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => setOpen(false);
  return (
    <>
      {trigger({
        ref: button,
        id,
        "aria-haspopup": "dialog",
        "aria-expanded": open,
        onClick: () => setOpen(!open),
        onPointerEnter: load,
        onFocus: load,
      })}
      {open ? (
        <Suspense fallback={null}>
          <PopoverPanel anchor={button} label={label} align={align} onClose={close}>
            {typeof children === "function" ? children(close) : children}
          </PopoverPanel>
        </Suspense>
      ) : null}
    </>
  );
}
