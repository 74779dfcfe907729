"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Combobox } from "@/shared/ui/combobox";
import { FormField } from "@/shared/ui/form-field";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import { ApiAccessPanel } from "./api-access-panel";
import { WebhooksPanel } from "./webhooks-panel";

type Props = { accountId: string; reseller: boolean; canCreate: boolean; timeZone: string; operator: string };

/** The page "API Settings" (figures 38 to 41): a reseller chooses one of its end customers, a customer sees itself. */
export function ApiSettingsPage({ accountId, reseller, canCreate, timeZone, operator }: Props) {
  const t = useTranslations("webApi.settings");
  const parameters = useSearchParams();
  useLive([`account:${accountId}`]);
  const chosen = reseller ? parameters.get("customer") : accountId;
  const choose = (id: string | null) => window.history.replaceState(null, "", id ? `?customer=${id}` : "?");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t(reseller ? "descriptionReseller" : "description")}
        actions={<LinkButton href="/developers">{t("documentation")}</LinkButton>}
      />
      <div className="space-y-6">
        {reseller ? <CustomerChoice chosen={chosen} onChoose={choose} /> : null}
        {chosen ? (
          <Access key={chosen} accountId={chosen} canCreate={canCreate} timeZone={timeZone} operator={operator} />
        ) : (
          <Card>
            <EmptyState icon={<Plug />} title={t("chooseTitle")} description={t("chooseText")} />
          </Card>
        )}
        {reseller ? null : <WebhooksPanel canCreate={canCreate} timeZone={timeZone} />}
      </div>
    </>
  );
}

function CustomerChoice({ chosen, onChoose }: { chosen: string | null; onChoose: (id: string | null) => void }) {
  const t = useTranslations("webApi.settings");
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const customers = useQuery(
    trpc.apiSettings.customers.queryOptions({ search }, { placeholderData: keepPreviousData }),
  );
  const selected = useQuery(
    trpc.apiSettings.get.queryOptions({ accountId: chosen ?? "" }, { enabled: chosen !== null }),
  );
  const label = (row: { companyName: string; apiNumber: string }) => `${row.companyName} (${row.apiNumber})`;
  return (
    <FormField label={t("customer")} name="customer" className="max-w-xl">
      <Combobox
        options={(customers.data ?? []).map((row) => ({ value: row.accountId, label: label(row) }))}
        value={chosen}
        onChange={onChoose}
        onSearch={setSearch}
        loading={customers.isFetching}
        selectedLabel={selected.data ? label(selected.data) : undefined}
        placeholder={t("customerPlaceholder")}
      />
    </FormField>
  );
}

function Access({ accountId, ...rest }: Omit<Props, "reseller">) {
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const settings = useQuery(trpc.apiSettings.get.queryOptions({ accountId }));
  if (settings.isError) return <ErrorState title={errorText(settings.error)} />;
  if (settings.isPending)
    return (
      <Card>
        <SkeletonText lines={6} />
      </Card>
    );
  return <ApiAccessPanel settings={settings.data} {...rest} />;
}
