"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2, Inbox, MailX, Store, Workflow } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { StatTile } from "@/shared/ui/card";
import { PageHeader } from "@/shared/ui/page-header";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import { LedgerTile } from "./ledger-tile";

type May = { requests: boolean; accounts: boolean; health: boolean; check: boolean };

/** What waits for the operator, and how the platform is. */
export function Overview({ may, timeZone }: { may: May; timeZone: string }) {
  const t = useTranslations("operator.overview");
  const status = useTranslations("operator.status");
  const locale = useLocale();
  const trpc = useTRPC();
  useLive(["operator"]);
  const again = { refetchInterval: 30_000 };
  const requests = useQuery({ ...trpc.requests.waiting.queryOptions(), enabled: may.requests, ...again }).data;
  const accounts = useQuery({ ...trpc.operator.accountCounts.queryOptions(), enabled: may.accounts, ...again }).data;
  const health = useQuery({ ...trpc.operator.health.queryOptions(), enabled: may.health, ...again }).data;
  const number = (value: number | undefined) => (value === undefined ? "…" : formatNumber(value, locale));
  const sum = (counts: Record<string, number | undefined> | undefined) =>
    counts && (["CREATED", "ACTIVATED", "DISABLED"] as const).reduce((total, key) => total + (counts[key] ?? 0), 0);
  const byStatus = (counts: Record<string, number | undefined> | undefined) =>
    (["CREATED", "ACTIVATED", "DISABLED"] as const).map((key) => ({
      label: status(key),
      value: number(counts ? (counts[key] ?? 0) : undefined),
    }));
  const since = (iso: string | null | undefined) => (iso ? formatDateTime(iso, { timeZone }) : t("none"));
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {may.requests ? (
          <StatTile
            title={t("requests")}
            icon={<Inbox />}
            lead={{ value: number(requests), label: t("waiting"), tone: requests ? "danger" : undefined }}
            more={{ label: t("open"), href: "/operator/requests" }}
          />
        ) : null}
        {may.accounts ? (
          <StatTile
            title={t("resellers")}
            icon={<Store />}
            lead={{ value: number(sum(accounts?.resellers)), label: t("accounts") }}
            counters={byStatus(accounts?.resellers)}
            more={{ label: t("open"), href: "/operator/accounts?f.type=RESELLER" }}
          />
        ) : null}
        {may.accounts ? (
          <StatTile
            title={t("customers")}
            icon={<Building2 />}
            lead={{ value: number(sum(accounts?.customers)), label: t("accounts") }}
            counters={byStatus(accounts?.customers)}
            more={{ label: t("open"), href: "/operator/accounts?f.type=END_CUSTOMER" }}
          />
        ) : null}
        {may.health ? (
          <StatTile
            title={t("jobs")}
            icon={<Workflow />}
            lead={{
              value: number(health?.jobs.dead),
              label: t("jobsDead"),
              tone: health?.jobs.dead ? "danger" : undefined,
            }}
            counters={[
              { label: t("jobsRetrying"), value: number(health?.jobs.retrying) },
              { label: t("jobsWaiting"), value: number(health?.jobs.waiting) },
              { label: t("oldest"), value: since(health?.jobs.oldestDueAt) },
            ]}
            more={{ label: t("open"), href: "/operator/jobs" }}
          />
        ) : null}
        {may.health ? (
          <StatTile
            title={t("emails")}
            icon={<MailX />}
            lead={{
              value: number(health?.emails.failed),
              label: t("emailsFailed"),
              tone: health?.emails.failed ? "danger" : undefined,
            }}
            counters={[
              { label: t("emailsQueued"), value: number(health?.emails.queued) },
              { label: t("oldest"), value: since(health?.emails.oldestDueAt) },
            ]}
            more={{ label: t("open"), href: "/operator/emails" }}
          />
        ) : null}
        {may.health ? <LedgerTile check={health?.ledger} mayCheck={may.check} timeZone={timeZone} /> : null}
      </div>
    </>
  );
}
