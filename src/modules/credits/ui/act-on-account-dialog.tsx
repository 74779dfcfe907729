"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Textarea } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** The operator disables or enables an account and says why. */
export function ActOnAccountDialog({
  action,
  account,
  onClose,
}: {
  action: "disable" | "enable";
  account: { id: string; companyName: string };
  onClose: () => void;
}) {
  const t = useTranslations("operator.act");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [reason, setReason] = useState("");
  const settled = { onSettled: () => client.invalidateQueries(trpc.operatorCredits.pathFilter()) };
  const mutations = {
    disable: useMutation(trpc.operatorCredits.disable.mutationOptions(settled)),
    enable: useMutation(trpc.operatorCredits.enable.mutationOptions(settled)),
  };
  const { error, mutateAsync } = mutations[action];
  const fields = fieldErrors(error);
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone={action === "disable" ? "danger" : "default"}
      title={t(`${action}Title`, { account: account.companyName })}
      description={t(`${action}Text`)}
      confirmLabel={t(action)}
      error={error && !fields.reason ? errorText(error) : null}
      onConfirm={async () => {
        await mutateAsync({ accountId: account.id, reason });
        toast.success(t(`${action}Done`, { account: account.companyName }));
      }}
    >
      <FormField label={t("reason")} name="reason" required hint={t("reasonHint")} error={fields.reason}>
        <Textarea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </FormField>
    </ConfirmDialog>
  );
}
