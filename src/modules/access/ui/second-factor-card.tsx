"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Input, PasswordInput } from "@/shared/ui/input";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorSetup } from "./second-factor-setup";

/** One's own second factor (decisions, section 12): on or off, and the recovery codes. */
export function SecondFactorCard({ timeZone }: { timeZone: string }) {
  const t = useTranslations("access.factor");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const [open, setOpen] = useState<"setUp" | "turnOff" | "renew" | null>(null);
  const own = useQuery(trpc.secondFactor.own.queryOptions());
  const close = () => {
    setOpen(null);
    void client.invalidateQueries(trpc.secondFactor.pathFilter());
    void client.invalidateQueries(trpc.session.list.queryFilter());
  };
  return (
    <Card title={t("card")} description={t("text")}>
      {own.isError ? <ErrorState title={errorText(own.error)} /> : null}
      {own.isPending ? <SkeletonText lines={2} /> : null}
      {own.data?.since ? (
        <div className="space-y-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="success">{t("on", { time: formatDateTime(own.data.since, { timeZone }) })}</Badge>
            <Badge tone={own.data.recoveryCodesLeft < 3 ? "warning" : "neutral"}>
              {t("codesLeft", { count: own.data.recoveryCodesLeft })}
            </Badge>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen("renew")}>{t("renew")}</Button>
            <Button variant="danger" onClick={() => setOpen("turnOff")}>
              {t("turnOff")}
            </Button>
          </div>
        </div>
      ) : null}
      {own.data && !own.data.since ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Badge>{t("off")}</Badge>
          <Button onClick={() => setOpen("setUp")}>{t("setUp")}</Button>
        </div>
      ) : null}
      {open === "setUp" ? (
        <Dialog open onOpenChange={(stay) => !stay && close()} size="sm" title={t("scanTitle")}>
          <SecondFactorSetup onDone={close} />
        </Dialog>
      ) : null}
      {open === "turnOff" || open === "renew" ? <ProofDialog action={open} onClose={close} /> : null}
    </Card>
  );
}

/** Asks for the password and a code before the second factor is turned off, or its recovery codes are made anew. */
function ProofDialog({ action, onClose }: { action: "turnOff" | "renew"; onClose: () => void }) {
  const t = useTranslations("access.factor");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const [codes, setCodes] = useState<string[] | null>(null);
  const disable = useMutation(
    trpc.secondFactor.disable.mutationOptions({
      onSuccess: () => {
        toast.success(t("offDone"));
        onClose();
      },
    }),
  );
  const renew = useMutation(
    trpc.secondFactor.renewCodes.mutationOptions({ onSuccess: (answer) => setCodes(answer.codes) }),
  );
  const { error, isPending, mutate } = action === "turnOff" ? disable : renew;
  const fields = error ? fieldErrors(error) : {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    mutate({ password: String(values.get("own-password")), code: String(values.get("own-code")) });
  }
  const text = action === "turnOff" ? "off" : "renew";
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!isPending}
      size="sm"
      title={t(`${text}Title`)}
      description={codes ? undefined : t(`${text}Text`)}
      footer={
        codes ? undefined : (
          <>
            <Button onClick={onClose} disabled={isPending}>
              {shared("cancel")}
            </Button>
            <Button type="submit" form={formId} variant={action === "turnOff" ? "danger" : "primary"} busy={isPending}>
              {t(action)}
            </Button>
          </>
        )
      }
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={onClose} />
      ) : (
        <form id={formId} onSubmit={submit} noValidate className="space-y-4">
          {error && Object.keys(fields).length === 0 ? <Notice tone="danger">{errorText(error)}</Notice> : null}
          <FormField label={t("password")} name="own-password" required error={fields.password}>
            <PasswordInput autoComplete="current-password" data-autofocus="" />
          </FormField>
          <FormField label={t("anyCode")} name="own-code" required error={fields.code}>
            <Input autoComplete="one-time-code" maxLength={20} />
          </FormField>
        </form>
      )}
    </Dialog>
  );
}
