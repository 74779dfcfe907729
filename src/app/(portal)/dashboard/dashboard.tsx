"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2, CircleUserRound, Coins, IdCard, LifeBuoy, Radio, Users, UsersRound, Wrench } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDate, formatNumber } from "@/i18n/format";
import { TextLink } from "@/shared/ui/button";
import { StatTile } from "@/shared/ui/card";
import { PageHeader } from "@/shared/ui/page-header";
import { ErrorState, PageSkeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import { Attention } from "./attention";
import type { DashboardDto, StatusCounts } from "./dashboard-dto";
import { FirstSteps } from "./first-steps";
import { UsageCharts } from "./usage-charts";

type Words = { encoder: string; plusProduct: string };

/** Tiles with live counters, by what the reader may see (R022 to R033). */
export function Dashboard({
  accountId,
  company,
  timeZone,
  words,
}: {
  accountId: string;
  company: string;
  timeZone: string;
  words: Words;
}) {
  const t = useTranslations("dashboard");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const dashboard = useQuery(trpc.dashboard.read.queryOptions());
  const attention = useQuery(trpc.dashboard.attention.queryOptions()).data;
  useLive([`account:${accountId}`]);
  if (dashboard.isError) return <ErrorState title={errorText(dashboard.error)} />;
  if (!dashboard.data) return <PageSkeleton />;
  const { data } = dashboard;
  return (
    <>
      <PageHeader title={t("title")} description={company} />
      <FirstSteps data={data} words={words} />
      {attention ? <Attention data={data} attention={attention} /> : null}
      <Block title={t("blocks.account")}>
        <AccountTiles data={data} />
        <CreditsTile data={data} timeZone={timeZone} />
      </Block>
      {data.sites ? (
        <Block title={t("blocks.sites")}>
          <SiteTiles sites={data.sites} may={data.may} />
        </Block>
      ) : null}
      <UsageCharts cards={data.sites !== null && data.may.seeCards} />
      <Block title={t("blocks.tools")}>
        <section className="rounded-lg border border-line bg-surface px-5 py-4 shadow-card">
          <h3 className="flex items-center gap-2.5 text-base [&_svg]:size-[1.125rem] [&_svg]:text-accent">
            <LifeBuoy aria-hidden="true" />
            {t("support.title")}
          </h3>
          <p className="mt-1.5 text-sm text-muted">{t("support.text")}</p>
          <TextLink href="/support" className="mt-3 inline-block text-sm">
            {t("more")}
          </TextLink>
        </section>
      </Block>
    </>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-7">
      <h2 className="mb-3 text-lg">{title}</h2>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">{children}</div>
    </section>
  );
}

function useNumber(): (value: number) => string {
  const locale = useLocale();
  return (value) => formatNumber(value, locale);
}

function AccountTiles({ data }: { data: DashboardDto }) {
  const t = useTranslations("dashboard");
  const number = useNumber();
  const counters = (of: "users" | "customers", counts: StatusCounts) =>
    (["created", "activated", "deleted"] as const).map((key) => ({
      label: t(`${of}.${key}`),
      value: number(counts[key]),
    }));
  return (
    <>
      {data.account ? (
        <StatTile
          title={t("account.title")}
          icon={<CircleUserRound aria-hidden="true" />}
          counters={[
            { label: t("account.holder"), value: data.account.name },
            { label: t("account.email"), value: <span className="break-all">{data.account.email}</span> },
          ]}
          more={{ label: t("more"), href: "/account" }}
        />
      ) : null}
      {data.users ? (
        <StatTile
          title={t("users.title")}
          icon={<Users aria-hidden="true" />}
          counters={counters("users", data.users)}
          more={{ label: t("more"), href: "/users" }}
        />
      ) : null}
      {data.customers ? (
        <StatTile
          title={t("customers.title")}
          icon={<UsersRound aria-hidden="true" />}
          counters={counters("customers", data.customers)}
          more={{ label: t("more"), href: "/customers" }}
        />
      ) : null}
    </>
  );
}

/** The balance is what the top menu shows; what is held and what is left stand below it (R126, R128, R295). */
function CreditsTile({ data, timeZone }: { data: DashboardDto; timeZone: string }) {
  const t = useTranslations("dashboard");
  const number = useNumber();
  const { credits } = data;
  return (
    <StatTile
      title={t("credits.title")}
      icon={<Coins aria-hidden="true" />}
      counters={[
        {
          label: t("credits.balance"),
          value: number(credits.balance),
          tone: credits.reached ? "danger" : undefined,
          parts: [
            { label: t("credits.held"), value: number(credits.held) },
            { label: t("credits.available"), value: number(credits.available) },
          ],
        },
        { label: t("credits.used"), value: number(credits.used) },
        {
          label: t("credits.lastLoading"),
          value: formatDate(credits.lastLoadedAt, { timeZone }) || t("credits.never"),
        },
      ]}
      more={data.may.readCredits ? { label: t("more"), href: "/credits" } : undefined}
    />
  );
}

function SiteTiles({ sites, may }: { sites: NonNullable<DashboardDto["sites"]>; may: DashboardDto["may"] }) {
  const t = useTranslations("dashboard");
  const number = useNumber();
  const tile = (
    key: "sites" | "readerConfigurations" | "cards" | "configurators",
    icon: ReactNode,
    value: number,
    href: string | null,
  ) => (
    <StatTile
      title={t(`${key}.title`)}
      icon={icon}
      lead={{ value: number(value), label: t(`${key}.count`) }}
      more={href ? { label: t("more"), href } : undefined}
    />
  );
  return (
    <>
      {tile("sites", <Building2 aria-hidden="true" />, sites.sites, "/sites")}
      {tile(
        "readerConfigurations",
        <Radio aria-hidden="true" />,
        sites.readerConfigurations,
        may.seeConfigurations ? "/sites/last/configurations" : null,
      )}
      {tile("cards", <IdCard aria-hidden="true" />, sites.userCards, may.seeCards ? "/sites/last/cards" : null)}
      {tile(
        "configurators",
        <Wrench aria-hidden="true" />,
        sites.configurators,
        may.seeConfigurators ? "/sites/last/configurators" : null,
      )}
    </>
  );
}
