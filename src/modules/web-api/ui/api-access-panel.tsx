"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ApiSettings, RevealedToken } from "../contract";
import { RestrictionsForm } from "./restrictions-form";
import { RevealedTokenDialog } from "./revealed-token-dialog";
import { UsagePanel } from "./usage-panel";

type Props = { settings: ApiSettings; canCreate: boolean; timeZone: string; operator: string };

/** One customer's access: status, token, restrictions and use (R150 to R154). */
export function ApiAccessPanel({ settings, canCreate, timeZone, operator }: Props) {
  const t = useTranslations("webApi.settings");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [asked, setAsked] = useState<"renew" | "withdraw" | null>(null);
  const [revealed, setRevealed] = useState<RevealedToken | null>(null);
  const { accountId, status } = settings;
  const reveal = useMutation(trpc.apiSettings.reveal.mutationOptions({ onSuccess: setRevealed }));
  const renew = useMutation(trpc.apiSettings.renew.mutationOptions({ onSuccess: setRevealed }));
  const withdraw = useMutation(
    trpc.apiSettings.withdraw.mutationOptions({ onSuccess: () => toast.success(t("withdrawn")) }),
  );
  const manages = canCreate && settings.manages;
  const living = status === "APPROVED" || status === "ACTIVE";
  const error = asked === "renew" ? renew.error : withdraw.error;
  const token = {
    NONE: "",
    REQUESTED: t("waiting", { operator }),
    APPROVED: t("ready"),
    ACTIVE: settings.token ? `${settings.token.prefix}…` : "",
    REFUSED: "",
    WITHDRAWN: "",
  }[status];
  return (
    <>
      <Card
        title={`${settings.companyName} (${settings.apiNumber})`}
        actions={
          <>
            {manages && status === "APPROVED" ? (
              <Button variant="primary" busy={reveal.isPending} onClick={() => reveal.mutate({ accountId })}>
                {t("reveal")}
              </Button>
            ) : null}
            {manages && status === "ACTIVE" ? <Button onClick={() => setAsked("renew")}>{t("renew")}</Button> : null}
            {canCreate && living ? (
              <Button variant="danger" onClick={() => setAsked("withdraw")}>
                {t("withdraw")}
              </Button>
            ) : null}
          </>
        }
      >
        <div className="space-y-5">
          {reveal.isError ? <Notice tone="danger">{errorText(reveal.error)}</Notice> : null}
          {status === "REFUSED" ? (
            <Notice tone="warning" title={t("refused", { operator })}>
              <p className="whitespace-pre-line [overflow-wrap:anywhere]">{settings.refusalReason}</p>
            </Notice>
          ) : null}
          {settings.manages ? null : <Notice tone="info">{t("resellerManages")}</Notice>}
          <DefinitionList
            columns={2}
            items={[
              {
                label: t("status"),
                value: (
                  <Badge tone={status === "ACTIVE" ? "success" : "neutral"}>
                    {t(status === "ACTIVE" ? "active" : "inactive")}
                  </Badge>
                ),
              },
              { label: t("token"), value: token ? <span className="font-mono">{token}</span> : null },
              {
                label: t("clientId"),
                value: settings.token ? <span className="font-mono">{settings.token.clientId}</span> : null,
              },
              {
                label: t("issued"),
                value: settings.token ? formatDateTime(settings.token.createdAt, { timeZone }) : null,
              },
            ]}
          />
          <RestrictionsForm settings={settings} mayEdit={manages} />
        </div>
      </Card>
      {settings.lastUsedAt ? <UsagePanel settings={settings} timeZone={timeZone} /> : null}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t(asked === "renew" ? "renewTitle" : "withdrawTitle")}
        description={t(asked === "renew" ? "renewText" : "withdrawText")}
        confirmLabel={t(asked === "renew" ? "renew" : "withdraw")}
        tone="danger"
        error={error ? errorText(error) : undefined}
        onConfirm={async () => {
          if (asked === "renew") await renew.mutateAsync({ accountId });
          else await withdraw.mutateAsync({ accountId });
        }}
      />
      <RevealedTokenDialog token={revealed} onClose={() => setRevealed(null)} />
    </>
  );
}
