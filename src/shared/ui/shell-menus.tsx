"use client";

import { ChevronDown, Menu } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cx } from "./cx";
import { Drawer } from "./dialog";
import { DropdownMenu } from "./menu";

/** A menu of the header: a link, or a word with links below it. */
export type ShellMenu = { label: string; href?: string; entries?: { label: string; href: string }[] };

const inHeader =
  "inline-flex min-h-9 items-center gap-1 rounded-md px-2.5 text-sm whitespace-nowrap hover:bg-on-brand/12 [&_svg]:size-4";

/** The address among the menus' that a page is at or nearest below: of `/operator` and `/operator/jobs` only the latter. */
function currentHref(path: string, menus: ShellMenu[]): string | undefined {
  return menus
    .flatMap((menu) => [menu.href, ...(menu.entries ?? []).map((entry) => entry.href)])
    .filter((href) => href !== undefined && (path === href || path.startsWith(`${href}/`)))
    .sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0))[0];
}

/** The menus side by side, on screens that have the room. */
export function ShellMenus({ menus }: { menus: ShellMenu[] }) {
  const current = currentHref(usePathname(), menus);
  return menus.map((menu) =>
    menu.href ? (
      <NextLink
        key={menu.label}
        href={menu.href}
        aria-current={menu.href === current ? "page" : undefined}
        className={cx(inHeader, "aria-[current=page]:bg-on-brand/15")}
      >
        {menu.label}
      </NextLink>
    ) : (
      <DropdownMenu
        key={menu.label}
        align="start"
        items={(menu.entries ?? []).map((entry) => ({
          label: entry.label,
          href: entry.href,
          current: entry.href === current,
        }))}
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className={cx(inHeader, (menu.entries ?? []).some((entry) => entry.href === current) && "bg-on-brand/15")}
          >
            {menu.label}
            <ChevronDown aria-hidden="true" />
          </button>
        )}
      />
    ),
  );
}

/** The same menus in a drawer, behind a button, on small screens. */
export function ShellMenuDrawer({ menus, label, title }: { menus: ShellMenu[]; label: string; title: string }) {
  const [open, setOpen] = useState(false);
  const current = currentHref(usePathname(), menus);
  const link = (entry: { label: string; href: string }) => (
    <li key={entry.href}>
      <NextLink
        href={entry.href}
        onClick={() => setOpen(false)}
        aria-current={entry.href === current ? "page" : undefined}
        className="flex min-h-11 items-center rounded-md px-3 hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:font-medium"
      >
        {entry.label}
      </NextLink>
    </li>
  );
  return (
    <div className="xl:hidden">
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={label}
        className={cx(inHeader, "size-11 justify-center px-0")}
      >
        <Menu aria-hidden="true" className="size-5!" />
      </button>
      <Drawer open={open} onOpenChange={setOpen} title={title}>
        <nav aria-label={label} className="space-y-4">
          {menus.map((menu) => (
            <div key={menu.label}>
              {menu.href ? null : <p className="px-3 pb-1 text-xs font-semibold text-muted">{menu.label}</p>}
              <ul>{(menu.href ? [{ label: menu.label, href: menu.href }] : (menu.entries ?? [])).map(link)}</ul>
            </div>
          ))}
        </nav>
      </Drawer>
    </div>
  );
}
