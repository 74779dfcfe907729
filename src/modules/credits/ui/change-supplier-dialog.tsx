"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Combobox } from "@/shared/ui/combobox";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Textarea } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** The operator moves an account to another supplier (decisions, section 2). */
export function ChangeSupplierDialog({
  account,
  onClose,
}: {
  account: { id: string; companyName: string; supplier: string; supplierId: string };
  onClose: () => void;
}) {
  const t = useTranslations("operator.move");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const [reason, setReason] = useState("");
  const suppliers = useQuery(
    trpc.operatorCredits.suppliers.queryOptions({ search }, { placeholderData: keepPreviousData }),
  );
  const choices = (suppliers.data ?? []).filter(({ id }) => id !== account.supplierId && id !== account.id);
  const move = useMutation(
    trpc.operatorCredits.changeSupplier.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.operatorCredits.pathFilter()),
    }),
  );
  const fields = fieldErrors(move.error);
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone="danger"
      title={t("title", { account: account.companyName })}
      description={t("text", { supplier: account.supplier })}
      confirmLabel={t("submit")}
      error={move.error && Object.keys(fields).length === 0 ? errorText(move.error) : null}
      onConfirm={async () => {
        const { voided } = await move.mutateAsync({
          accountId: account.id,
          from: account.supplierId,
          supplierId: chosen?.id ?? "",
          reason,
        });
        toast.success(t("done", { account: account.companyName, supplier: chosen?.name ?? "", count: voided }));
      }}
    >
      <FormField label={t("supplier")} name="supplierId" required error={fields.supplierId}>
        <Combobox
          options={choices.map(({ id, companyName }) => ({ value: id, label: companyName }))}
          value={chosen?.id ?? null}
          selectedLabel={chosen?.name}
          loading={suppliers.isFetching}
          onSearch={setSearch}
          onChange={(id) => {
            const choice = choices.find((one) => one.id === id);
            setChosen(choice ? { id: choice.id, name: choice.companyName } : null);
          }}
        />
      </FormField>
      <FormField label={t("reason")} name="reason" required hint={t("reasonHint")} error={fields.reason}>
        <Textarea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </FormField>
    </ConfirmDialog>
  );
}
