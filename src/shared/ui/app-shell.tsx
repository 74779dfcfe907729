import NextLink from "next/link";
import type { ReactNode } from "react";
import { type ShellMenu, ShellMenuDrawer, ShellMenus } from "./shell-menus";

export type { ShellMenu };

export type AppShellProps = {
  brand: { name: string; href: string; logo?: ReactNode };
  menus: ShellMenu[];
  /** Top right, on every page: credits, the user's menu. */
  aside?: ReactNode;
  footer?: ReactNode;
  labels: { skip: string; menu: string; navigation: string };
  children: ReactNode;
};

/** The frame of every page behind the sign-in: brand header with the menus, content, footer. On phones the menus are a drawer. */
export function AppShell({ brand, menus, aside, footer, labels, children }: AppShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only rounded-md bg-surface px-3 py-2 text-sm text-ink shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {labels.skip}
      </a>
      <header className="sticky top-0 z-30 bg-brand text-on-brand print:hidden">
        <div className="mx-auto flex min-h-14 max-w-(--shell-width) items-center gap-1 px-3 sm:px-6">
          <ShellMenuDrawer menus={menus} label={labels.menu} title={brand.name} />
          <NextLink
            href={brand.href}
            className="mr-4 flex min-w-0 items-center gap-2 rounded-md py-1 font-semibold [&_img]:min-w-0 [&_img]:object-contain [&_img]:object-left"
          >
            {brand.logo}
            <span className={brand.logo ? "sr-only" : "truncate"}>{brand.name}</span>
          </NextLink>
          <nav aria-label={labels.navigation} className="hidden min-w-0 flex-1 items-center xl:flex">
            <ShellMenus menus={menus} />
          </nav>
          <div className="ml-auto flex shrink-0 items-center gap-1">{aside}</div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-(--shell-width) flex-1 px-3 py-5 outline-none sm:px-6 sm:py-7"
      >
        {children}
      </main>
      {footer ? (
        <footer className="bg-brand text-on-brand print:hidden">
          <div className="mx-auto flex min-h-12 max-w-(--shell-width) flex-wrap items-center justify-between gap-3 px-3 py-2.5 text-xs sm:px-6">
            {footer}
          </div>
        </footer>
      ) : null}
    </div>
  );
}

/** The frame of sign-in and other pages for visitors: the brand above one card in the middle. */
export function PublicShell({
  brand,
  aside,
  footer,
  wide,
  children,
}: {
  brand: { name: string; logo?: ReactNode };
  aside?: ReactNode;
  footer?: ReactNode;
  /** For long forms. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="bg-brand text-on-brand">
        <div className="mx-auto flex min-h-14 max-w-(--shell-width) items-center justify-between gap-3 px-4 sm:px-6">
          <span className="flex items-center gap-2 font-semibold">
            {brand.logo}
            <span className={brand.logo ? "sr-only" : undefined}>{brand.name}</span>
          </span>
          {aside}
        </div>
      </header>
      <main
        className={`mx-auto flex w-full flex-1 flex-col justify-center px-4 py-8 ${wide ? "max-w-3xl" : "max-w-md"}`}
      >
        {children}
      </main>
      {footer ? (
        <footer className="bg-brand text-on-brand">
          <div className="mx-auto flex min-h-12 max-w-(--shell-width) flex-wrap items-center justify-between gap-3 px-4 py-2.5 text-xs sm:px-6">
            {footer}
          </div>
        </footer>
      ) : null}
    </div>
  );
}
