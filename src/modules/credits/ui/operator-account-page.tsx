"use client";

import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { Button, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList, Timeline } from "@/shared/ui/details";
import { PageHeader } from "@/shared/ui/page-header";
import { Notice } from "@/shared/ui/states";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { StatementInput, StatementRowDto } from "../contract";
import { AccountStatusBadge } from "./account-status-badge";
import { ActOnAccountDialog } from "./act-on-account-dialog";
import { ChangeSupplierDialog } from "./change-supplier-dialog";
import { LoadCreditsDialog } from "./load-credits-dialog";
import { StatementPanel, useStatementColumns } from "./statement-panel";

const TIME_ZONE = "UTC";

/** One account in the operator's console: facts, credits, statement, e-mail log. */
export function OperatorAccountPage({
  accountId,
  mayLoad,
  maySeeCredits,
  mayAct,
  mailbox,
  children,
}: {
  accountId: string;
  /** Disable, enable, move to another supplier. */
  mayAct: boolean;
  /** The built-in mailbox is open (demo only): what was sent can be read there. */
  mailbox: boolean;
  mayLoad: boolean;
  maySeeCredits: boolean;
  /** What other modules show of the account. */
  children?: ReactNode;
}) {
  const t = useTranslations("operator.account");
  const type = useTranslations("operator.type");
  const kinds = useTranslations("operator.mailKinds");
  const locale = useLocale();
  const trpc = useTRPC();
  const [loading, setLoading] = useState(false);
  const [asked, setAsked] = useState<"disable" | "enable" | "move" | null>(null);
  useLive([`account:${accountId}`]);
  const { data: account } = useSuspenseQuery(trpc.operatorCredits.account.queryOptions({ accountId }));
  const { credits } = account;
  const number = (value: number) => formatNumber(value, locale);
  const time = (iso: string | null) => (iso ? formatDateTime(iso, { timeZone: TIME_ZONE }) : null);

  return (
    <>
      <PageHeader
        title={account.companyName}
        breadcrumbs={[
          { label: t("accounts"), href: "/operator/accounts" },
          ...account.path.map(({ id, companyName }) => ({ label: companyName, href: `/operator/accounts/${id}` })),
          { label: account.companyName },
        ]}
        badge={<AccountStatusBadge status={account.status} />}
        actions={
          <>
            {mayAct && account.status === "ACTIVATED" ? (
              <Button onClick={() => setAsked("disable")}>{t("disable")}</Button>
            ) : null}
            {mayAct && account.status === "DISABLED" ? (
              <Button onClick={() => setAsked("enable")}>{t("enable")}</Button>
            ) : null}
            {mayAct && account.status !== "REQUESTED" ? (
              <Button onClick={() => setAsked("move")}>{t("move")}</Button>
            ) : null}
            {mayLoad && account.direct ? (
              <Button variant="primary" onClick={() => setLoading(true)}>
                {t("load")}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="mb-5 grid gap-4 lg:grid-cols-2">
        <Card title={t("facts")}>
          <DefinitionList
            columns={2}
            items={[
              { label: t("type"), value: type(account.type) },
              { label: t("holder"), value: account.holder },
              { label: t("email"), value: account.email },
              { label: t("supplier"), value: account.supplier },
              { label: t("createdAt"), value: time(account.createdAt) },
              { label: t("activatedAt"), value: time(account.activatedAt) },
              { label: t("users"), value: number(account.users) },
              {
                label: account.type === "RESELLER" ? t("customers") : t("sites"),
                value: number(account.type === "RESELLER" ? account.customers : account.sites),
              },
            ]}
          />
        </Card>
        <Card title={t("credits")}>
          <DefinitionList
            columns={2}
            items={[
              { label: t("balance"), value: number(credits.balance) },
              { label: t("held"), value: number(credits.held) },
              {
                label: t("available"),
                value: (
                  <span className={credits.reached ? "font-semibold text-danger" : "font-semibold"}>
                    {number(credits.available)}
                  </span>
                ),
              },
              { label: t("threshold"), value: credits.threshold === null ? t("off") : number(credits.threshold) },
            ]}
          />
          {account.direct ? null : (
            <div className="mt-4">
              <Notice tone="info" title={t("notDirect", { supplier: account.supplier })} />
            </div>
          )}
        </Card>
      </div>
      {children}
      {maySeeCredits ? <AccountStatement accountId={accountId} /> : null}
      <Card title={t("emails")} className="mt-5">
        {account.emails.length === 0 ? (
          <p className="text-sm text-muted">{t("noEmails")}</p>
        ) : (
          <Timeline
            items={account.emails.map((mail) => ({
              id: mail.id,
              title: (
                <>
                  {`${kinds.has(mail.kind as "card-sent") ? kinds(mail.kind as "card-sent") : mail.kind} · ${mail.to} `}
                  {mailbox && mail.status === "ACCEPTED" ? (
                    <TextLink href={`/operator/mailbox?mail=${mail.id}`}>{t("readMail")}</TextLink>
                  ) : null}
                </>
              ),
              time: time(mail.at) ?? "",
              description: mail.error
                ? `${t(`mailStatus.${mail.status as "QUEUED"}`)}: ${mail.error}`
                : t(`mailStatus.${mail.status as "QUEUED"}`),
              tone:
                mail.status === "ACCEPTED"
                  ? "success"
                  : mail.status === "FAILED" || mail.status === "BOUNCED"
                    ? "danger"
                    : "neutral",
            }))}
          />
        )}
      </Card>
      {asked === "move" ? <ChangeSupplierDialog account={account} onClose={() => setAsked(null)} /> : null}
      {asked === "disable" || asked === "enable" ? (
        <ActOnAccountDialog action={asked} account={account} onClose={() => setAsked(null)} />
      ) : null}
      {mayLoad ? (
        <LoadCreditsDialog
          open={loading}
          onOpenChange={setLoading}
          account={{
            id: accountId,
            companyName: account.companyName,
            available: credits.available,
            created: account.status === "CREATED",
          }}
        />
      ) : null}
    </>
  );
}

function AccountStatement({ accountId }: { accountId: string }) {
  const t = useTranslations("operator.account");
  const trpc = useTRPC();
  const columns = useStatementColumns(TIME_ZONE);
  const table = useTableState<StatementRowDto, StatementInput>("operator-statement", columns, {
    defaultSort: { column: "at", direction: "desc" },
  });
  const query = useQuery(
    trpc.operatorCredits.statement.queryOptions({ accountId, ...table.input }, { placeholderData: keepPreviousData }),
  );
  return <StatementPanel label={t("statement")} table={table} timeZone={TIME_ZONE} query={query} />;
}
