"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import type { AccountDetails } from "@/modules/accounts";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { DefinitionList } from "@/shared/ui/details";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { RefuseDialog } from "./refuse-dialog";

type Props = { accountId: string; canAct: boolean; timeZone: string; onClose: () => void };

/** One request with all that was filled in, and the decision on it. */
export function RequestDrawer({ accountId, canAct, timeZone, onClose }: Props) {
  const t = useTranslations("access.requests");
  const types = useTranslations("accounts.types");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const [refusing, setRefusing] = useState(false);
  const request = useQuery(trpc.requests.detail.queryOptions({ accountId }));
  const approve = useMutation(
    trpc.requests.approve.mutationOptions({
      onSuccess: () => {
        toast.success(t("approved", { company: data?.companyName ?? "", email: data?.email ?? "" }));
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.requests.pathFilter()),
    }),
  );
  const data = request.data;
  const open = canAct && data?.state === "WAITING";
  return (
    <>
      <Drawer
        open
        onOpenChange={(stay) => !stay && onClose()}
        title={data?.companyName ?? t("title")}
        aside={data ? <Badge tone={data.type === "RESELLER" ? "info" : "neutral"}>{types(data.type)}</Badge> : null}
        size="lg"
        footer={
          open ? (
            <>
              <Button onClick={() => setRefusing(true)} disabled={approve.isPending}>
                {t("refuse")}
              </Button>
              <Button variant="primary" busy={approve.isPending} onClick={() => approve.mutate({ accountId })}>
                {t("approve")}
              </Button>
            </>
          ) : undefined
        }
      >
        {approve.isError ? (
          <Notice tone="danger" className="mb-4">
            {errorText(approve.error)}
          </Notice>
        ) : null}
        {request.isError ? <ErrorState title={errorText(request.error)} /> : null}
        {request.isPending ? <SkeletonText lines={10} /> : null}
        {data ? <Filled request={data} timeZone={timeZone} /> : null}
      </Drawer>
      {refusing && data ? (
        <RefuseDialog
          accountId={accountId}
          companyName={data.companyName}
          onClose={() => setRefusing(false)}
          onDone={onClose}
        />
      ) : null}
    </>
  );
}

const CONTACT = ["jobTitle", "email", "phone", "mobile", "fax"] as const;
const ORGANIZATION = ["ceo", "website", "registrationNumber", "vatId", "eori", "foundingDate", "capital"] as const;

function Filled({ request, timeZone }: { request: AccountDetails & { reason: string | null }; timeZone: string }) {
  const t = useTranslations("access.requests");
  const labels = useTranslations("accounts");
  const title = labels(`titles.${request.title}`);
  const address = [request.street, `${request.zip} ${request.city}`, request.country];
  const item = (field: (typeof CONTACT | typeof ORGANIZATION)[number]) => ({
    label: labels(`fields.${field}`),
    value: request[field],
  });
  return (
    <div className="space-y-6">
      {request.reason ? (
        <Notice tone="warning" title={t("reasonGiven")}>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{request.reason}</p>
        </Notice>
      ) : null}
      <section className="space-y-3">
        <h3 className="text-base">{t("contact")}</h3>
        <DefinitionList
          columns={2}
          items={[
            { label: t("name"), value: `${title} ${request.firstName} ${request.lastName}` },
            ...CONTACT.map(item),
            { label: t("received"), value: formatDateTime(request.createdAt, { timeZone }) },
          ]}
        />
      </section>
      <section className="space-y-3">
        <h3 className="text-base">{t("company")}</h3>
        <DefinitionList
          columns={2}
          items={[
            { label: labels("fields.street"), value: address.filter(Boolean).join(", "), wide: true },
            ...ORGANIZATION.map(item),
            { label: labels("fields.companyProfile"), value: request.companyProfile, wide: true },
          ]}
        />
      </section>
    </div>
  );
}
