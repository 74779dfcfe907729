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

type Props = { accountId: string; user: { id: string; name: string }; onClose: () => void };

/** The operator takes the second factor of a user away and says why. */
export function ResetFactorDialog({ accountId, user, onClose }: Props) {
  const t = useTranslations("access.operatorReset");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [reason, setReason] = useState("");
  const { error, mutateAsync } = useMutation(
    trpc.secondFactor.resetByOperator.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.operator.accountUsers.pathFilter()),
    }),
  );
  const fields = fieldErrors(error);
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone="danger"
      title={t("title", { name: user.name })}
      description={t("text")}
      confirmLabel={t("submit")}
      error={error && !fields.reason ? errorText(error) : null}
      onConfirm={async () => {
        await mutateAsync({ accountId, userId: user.id, reason });
        toast.success(t("done", { name: user.name }));
      }}
    >
      <FormField label={t("reason")} name="reason" required hint={t("reasonHint")} error={fields.reason}>
        <Textarea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </FormField>
    </ConfirmDialog>
  );
}
