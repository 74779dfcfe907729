"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CustomerRow } from "../customers-contract";

/** Says how much is lost with the account, and asks to type the company name (R117; decisions, section 4). */
export function DeleteCustomerDialog({ customer, onClose }: { customer: CustomerRow; onClose: () => void }) {
  const t = useTranslations("customers");
  const labels = useTranslations("customers.errors");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const [error, setError] = useState<string | null>(null);
  const { id: accountId, companyName } = customer;
  const account = useQuery(trpc.customers.get.queryOptions({ accountId }));
  const remove = useMutation(trpc.customers.delete.mutationOptions());
  const { credits, waiting, hasCustomers } = account.data ?? {
    credits: { balance: customer.credits },
    waiting: customer.waiting,
    hasCustomers: false,
  };
  async function run() {
    setError(null);
    try {
      await remove.mutateAsync({ accountId, companyName });
      toast.success(t("done.delete", { account: companyName }));
    } catch (thrown) {
      setError(errorText(thrown));
      throw thrown;
    } finally {
      await client.invalidateQueries(trpc.customers.pathFilter());
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone="danger"
      title={t("ask.delete", { name: companyName })}
      description={t("deletion.effect")}
      confirmLabel={t("actions.delete")}
      typeToConfirm={companyName.trim()}
      onConfirm={run}
      error={error}
    >
      {hasCustomers ? <Notice tone="danger">{labels("hasCustomers", { account: companyName })}</Notice> : null}
      <p className="font-medium text-danger">{t("deletion.lost", { count: credits.balance })}</p>
      {waiting > 0 ? <p>{t("deletion.waiting", { count: waiting })}</p> : null}
    </ConfirmDialog>
  );
}
