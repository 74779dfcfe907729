"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AppRouter } from "@/composition/root-router";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { useTRPC } from "@/trpc/client";
import { AccountUsers } from "./account-users";

/** Health, users, sites and customers of an account, the last two only where there are some. */
export function AccountParts({ accountId, mayAct }: { accountId: string; mayAct: boolean }) {
  const t = useTranslations("operator.parts");
  const locale = useLocale();
  const trpc = useTRPC();
  const parts = useQuery(trpc.operator.accountParts.queryOptions({ accountId })).data;
  if (!parts) return null;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <div className="mb-5 grid items-start gap-4 lg:grid-cols-2">
      <Health health={parts.health} />
      <AccountUsers accountId={accountId} mayAct={mayAct} />
      <Part title={t("sites")} rows={parts.sites}>
        {(site) => (
          <Line
            name={site.name}
            detail={t("siteCounts", {
              cards: number(site.cards),
              active: number(site.active),
              configurations: number(site.configurations),
              configurators: number(site.configurators),
            })}
          />
        )}
      </Part>
      <Part title={t("customers")} rows={parts.customers}>
        {(customer) => (
          <>
            <TextLink href={`/operator/accounts/${customer.id}`}>{customer.companyName}</TextLink>
            <Badge tone={customer.status === "ACTIVATED" ? "success" : "neutral"}>
              {t(`statuses.${customer.status}` as never)}
            </Badge>
          </>
        )}
      </Part>
    </div>
  );
}

type HealthDto = inferRouterOutputs<AppRouter>["operator"]["accountParts"]["health"];

/** Whether all is well with the account; what is not stands out. */
function Health({ health }: { health: HealthDto }) {
  const t = useTranslations("operator.parts.health");
  const locale = useLocale();
  const count = (value: number) => (
    <span className={value > 0 ? "font-semibold text-danger" : undefined}>{formatNumber(value, locale)}</span>
  );
  return (
    <Card title={t("title")}>
      <DefinitionList
        columns={2}
        items={[
          { label: t("undelivered"), value: count(health.undelivered) },
          { label: t("overdue"), value: count(health.overdue) },
          { label: t("lateRevocations"), value: count(health.lateRevocations) },
          { label: t("ledger"), value: health.differences === null ? t("unchecked") : count(health.differences) },
          { label: t("lastSeen"), value: formatDateTime(health.lastSeenAt, { timeZone: "UTC" }) },
        ]}
      />
    </Card>
  );
}

function Part<Row extends { id: string }>({
  title,
  rows,
  children,
}: {
  title: string;
  rows: Row[];
  children: (row: Row) => ReactNode;
}) {
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="-my-2 max-h-80 divide-y divide-line overflow-y-auto">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm">
            {children(row)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({ name, detail }: { name: string; detail: string }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{name}</p>
      <p className="break-words text-xs text-muted">{detail}</p>
    </div>
  );
}
