"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/shared/ui/button";
import { FormField } from "@/shared/ui/form-field";
import { Input, Textarea } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ApiSettings } from "../contract";

/** Domain name and IP addresses (figure 39), and the button that asks for a token or keeps what was changed. */
export function RestrictionsForm({ settings, mayEdit }: { settings: ApiSettings; mayEdit: boolean }) {
  const t = useTranslations("webApi.settings");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const [domainName, setDomainName] = useState(settings.domainName ?? "");
  const [networks, setNetworks] = useState(settings.networks.join("\n"));
  const asks = settings.status === "NONE" || settings.status === "REFUSED" || settings.status === "WITHDRAWN";
  const request = useMutation(
    trpc.apiSettings.request.mutationOptions({ onSuccess: () => toast.success(t("requested")) }),
  );
  const restrict = useMutation(
    trpc.apiSettings.restrict.mutationOptions({ onSuccess: () => toast.success(t("saved")) }),
  );
  const sent = asks ? request : restrict;
  const raw = fieldErrors(sent.error);
  const networkError = Object.entries(raw).find(([path]) => path.startsWith("networks"))?.[1];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sent.mutate({
      accountId: settings.accountId,
      domainName,
      networks: networks.split(/[\s,;]+/).filter(Boolean),
    });
  };
  return (
    <form noValidate onSubmit={submit} className="max-w-xl space-y-4">
      {sent.isError && !raw.domainName && !networkError ? <Notice tone="danger">{errorText(sent.error)}</Notice> : null}
      <FormField label={t("domain")} name="domainName" hint={t("domainHint")} error={raw.domainName}>
        <Input
          value={domainName}
          maxLength={253}
          autoCapitalize="none"
          spellCheck={false}
          disabled={!mayEdit}
          onChange={(event) => setDomainName(event.target.value)}
        />
      </FormField>
      <FormField label={t("networks")} name="networks" hint={t("networksHint")} error={networkError}>
        <Textarea
          rows={3}
          value={networks}
          spellCheck={false}
          disabled={!mayEdit}
          onChange={(event) => setNetworks(event.target.value)}
        />
      </FormField>
      {mayEdit ? (
        <Button type="submit" variant={asks ? "primary" : "secondary"} busy={sent.isPending}>
          {t(asks ? "request" : "save")}
        </Button>
      ) : null}
    </form>
  );
}
