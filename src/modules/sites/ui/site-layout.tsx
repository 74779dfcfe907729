"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import type { SiteRight } from "@/authz";
import { Button } from "@/shared/ui/button";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Popover } from "@/shared/ui/menu";
import { TabNav } from "@/shared/ui/tabs";
import { useTRPC } from "@/trpc/client";

/** The pages of a site, with the right that each needs. */
const PAGES = [
  { key: "dashboard", path: "", right: "site.view" },
  { key: "configurations", path: "/configurations", right: "readerConfigurations.view" },
  { key: "configurators", path: "/configurators", right: "configurators.view" },
  { key: "users", path: "/cards", right: "cards.view" },
] as const satisfies readonly { key: string; path: string; right: SiteRight }[];

/** The head of every page of a site: which site it is, the way to another one, and the site's pages (figure 71). */
export function SiteLayout({ siteId, children }: { siteId: string; children: ReactNode }) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const pathname = usePathname();
  const head = useQuery(trpc.sites.head.queryOptions({ siteId }));
  const { mutate: remember } = useMutation(trpc.sites.visited.mutationOptions());
  useEffect(() => remember({ siteId }), [remember, siteId]);

  const section = pathname.split("/")[3] ?? "";
  const pages = PAGES.filter((page) => head.data?.rights.includes(page.right));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 text-sm text-muted">
          <NextLink href="/sites" className="rounded-sm hover:text-ink hover:underline">
            {t("nav.sites")}
          </NextLink>
          {" / "}
          <strong className="font-semibold text-ink [overflow-wrap:anywhere]">{head.data?.name ?? "…"}</strong>
        </p>
        <SiteSwitcher siteId={siteId} section={section} />
      </div>
      <TabNav
        label={t("nav.label")}
        items={pages.map((page) => ({
          href: `/sites/${siteId}${page.path}`,
          label: t(`nav.${page.key}`),
          current: page.path === (section ? `/${section}` : ""),
        }))}
      />
      {children}
    </>
  );
}

/** The same page of another site. */
function SiteSwitcher({ siteId, section }: { siteId: string; section: string }) {
  const t = useTranslations("sites");
  return (
    <Popover
      label={t("nav.switchHint")}
      trigger={(props) => (
        <Button {...props} size="sm" variant="quiet" icon={<ChevronsUpDown aria-hidden="true" />}>
          {t("nav.switch")}
        </Button>
      )}
    >
      {(close) => <SiteChoice siteId={siteId} section={section} onChosen={close} />}
    </Popover>
  );
}

function SiteChoice({ siteId, section, onChosen }: { siteId: string; section: string; onChosen: () => void }) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const sites = useQuery(
    trpc.sites.list.queryOptions({ limit: 20, search: search || undefined }, { placeholderData: (before) => before }),
  );
  const others = sites.data?.rows.filter((site) => site.id !== siteId) ?? [];
  return (
    <div className="w-72 max-w-[80vw] p-1">
      <FormField label={t("list.search")} labelHidden>
        <Input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("list.search")}
        />
      </FormField>
      <ul className="mt-2 max-h-72 overflow-y-auto">
        {others.map((site) => (
          <li key={site.id}>
            <NextLink
              href={`/sites/${site.id}${section ? `/${section}` : ""}`}
              onClick={onChosen}
              className="block truncate rounded-md px-2.5 py-1.5 text-sm hover:bg-hover pointer-coarse:py-3"
            >
              {site.name}
            </NextLink>
          </li>
        ))}
      </ul>
      {sites.isSuccess && others.length === 0 ? (
        <p className="px-2.5 py-1.5 text-sm text-muted">{t(search ? "list.nothingFound" : "nav.noOther")}</p>
      ) : null}
      <NextLink
        href="/sites"
        onClick={onChosen}
        className="mt-1 block rounded-md px-2.5 py-1.5 text-sm text-accent hover:bg-hover pointer-coarse:py-3"
      >
        {t("nav.allSites")}
      </NextLink>
    </div>
  );
}
