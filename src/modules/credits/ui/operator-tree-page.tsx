"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Building2, ChevronRight, Store } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatNumber } from "@/i18n/format";
import { Button, IconButton, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cx } from "@/shared/ui/cx";
import { useDebounced } from "@/shared/ui/data-table-filters";
import { Input } from "@/shared/ui/input";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { TabNav } from "@/shared/ui/tabs";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import type { BranchRow } from "../operator-contract";
import { AccountStatusBadge } from "./account-status-badge";

/** The two views of all accounts. */
export function AccountViews({ current }: { current: "list" | "tree" }) {
  const t = useTranslations("operator.tree");
  return (
    <TabNav
      label={t("views")}
      items={[
        { href: "/operator/accounts", label: t("list"), current: current === "list" },
        { href: "/operator/accounts/tree", label: t("tree"), current: current === "tree" },
      ]}
    />
  );
}

/** Who supplies whom: the accounts below the operator, each branch opened on demand. */
export function OperatorTreePage() {
  const t = useTranslations("operator.tree");
  useLive(["operator"]);
  const [search, setSearch] = useState("");
  const [typed, type] = useDebounced(search, (text) => setSearch(text.trim()));
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <AccountViews current="tree" />
      <Card padding={false}>
        <div className="border-line border-b p-3">
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={typed}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => type(event.target.value)}
            className="sm:max-w-96"
          />
        </div>
        {search ? <Found search={search} /> : <Branch parentId={null} label={t("title")} />}
      </Card>
    </>
  );
}

/** The accounts that a search finds, each with who supplies it; one that has customers opens in place. */
function Found({ search }: { search: string }) {
  const t = useTranslations("operator.tree");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const found = useQuery(trpc.operatorCredits.found.queryOptions({ search }, { placeholderData: keepPreviousData }));
  if (found.isError) return <ErrorState title={errorText(found.error)} />;
  if (!found.data)
    return (
      <div className="p-4">
        <SkeletonText lines={3} />
      </div>
    );
  if (found.data.rows.length === 0) return <EmptyState icon={<Building2 />} title={t("nothing")} />;
  return (
    <>
      <ul aria-label={t("found")} className="divide-y divide-line">
        {found.data.rows.map((row) => (
          <Twig key={row.id} row={row} above={row.supplier} />
        ))}
      </ul>
      {found.data.more ? <p className="border-line border-t px-4 py-3 text-muted text-xs">{t("narrow")}</p> : null}
    </>
  );
}

function Branch({ parentId, label }: { parentId: string | null; label: string }) {
  const t = useTranslations("operator.tree");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const branch = useInfiniteQuery(
    trpc.operatorCredits.branch.infiniteQueryOptions({ parentId }, { getNextPageParam: (page) => page.nextCursor }),
  );
  if (branch.isError) return <ErrorState title={errorText(branch.error)} />;
  if (!branch.data)
    return (
      <div className="p-4">
        <SkeletonText lines={3} />
      </div>
    );
  const rows = branch.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState icon={<Building2 />} title={t("empty")} />;
  return (
    <>
      <ul aria-label={label} className={cx("divide-y divide-line", parentId !== null && "border-line border-t")}>
        {rows.map((row) => (
          <Twig key={row.id} row={row} />
        ))}
      </ul>
      {branch.hasNextPage ? (
        <div className="border-line border-t px-4 py-2">
          <Button size="sm" busy={branch.isFetchingNextPage} onClick={() => branch.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Twig({ row, above }: { row: BranchRow; above?: string }) {
  const t = useTranslations("operator.tree");
  const type = useTranslations("operator.type");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
        {row.customers > 0 ? (
          <IconButton
            label={t(open ? "close" : "open", { name: row.companyName })}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            icon={<ChevronRight aria-hidden="true" className={cx("transition-transform", open && "rotate-90")} />}
          />
        ) : (
          <span className="w-8" />
        )}
        <span aria-hidden="true" className="text-muted [&_svg]:size-4">
          {row.type === "RESELLER" ? <Store /> : <Building2 />}
        </span>
        <TextLink href={`/operator/accounts/${row.id}`} className="min-w-0 [overflow-wrap:anywhere]">
          {row.companyName}
        </TextLink>
        <span className="text-xs text-muted">
          {type(row.type)}
          {row.customers > 0
            ? ` · ${t("customers", { count: row.customers, shown: formatNumber(row.customers, locale) })}`
            : null}
          {above ? ` · ${t("suppliedBy", { supplier: above })}` : null}
        </span>
        <span className="ml-auto">
          <AccountStatusBadge status={row.status} />
        </span>
      </div>
      {open ? (
        <div className="ml-6 border-line border-l">
          <Branch parentId={row.id} label={row.companyName} />
        </div>
      ) : null}
    </li>
  );
}
