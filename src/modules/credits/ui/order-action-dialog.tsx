"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Textarea } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { OrderRow } from "../orders-contract";

export type OrderSide = "placed" | "received" | "operator";
export type OrderAction = "fulfil" | "refuse" | "cancel";
type Props = { side: OrderSide; action: OrderAction; order: OrderRow; onClose: () => void };

/** Asks before an order is fulfilled, refused or cancelled, and says what it does to credits (R306). */
export function OrderActionDialog({ side, action, order, onClose }: Props) {
  const t = useTranslations("orders");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [error, setError] = useState<{ text: string; reason?: string } | null>(null);
  const [reason, setReason] = useState("");
  const balance = useQuery(
    trpc.credits.balance.queryOptions(undefined, { enabled: side === "received" && action === "fulfil" }),
  );
  const deciding = side === "operator" ? trpc.operatorOrders : trpc.orders;
  const fulfil = useMutation(deciding.fulfil.mutationOptions());
  const refuse = useMutation(deciding.refuse.mutationOptions());
  const cancel = useMutation(trpc.orders.cancel.mutationOptions());
  const { id: orderId, account, amount } = order;

  async function run() {
    setError(null);
    try {
      if (action === "fulfil") await fulfil.mutateAsync({ orderId });
      if (action === "refuse") await refuse.mutateAsync({ orderId, reason });
      if (action === "cancel") await cancel.mutateAsync({ orderId });
      const done = { fulfil: "fulfilled", refuse: "refusedDone", cancel: "cancelled" } as const;
      toast.success(t(done[action], { account }));
    } catch (thrown) {
      setError({ text: errorText(thrown), reason: fieldErrors(thrown as never).reason });
      throw thrown;
    } finally {
      await client.invalidateQueries(trpc.orders.pathFilter());
      await client.invalidateQueries(trpc.operatorOrders.pathFilter());
      await client.invalidateQueries(trpc.credits.pathFilter());
    }
  }
  const available = balance.data?.available;
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone={action === "fulfil" ? "default" : "danger"}
      title={t(`${action}Title`, { account })}
      description={t(`${action}Text`, { account, count: amount })}
      confirmLabel={t(action)}
      onConfirm={run}
      error={error && !error.reason ? error.text : null}
    >
      {available !== undefined && action === "fulfil" ? (
        <p>
          {available < amount ? t("tooMuch", { available }) : t("available", { available, left: available - amount })}
        </p>
      ) : null}
      {action === "refuse" ? (
        <FormField label={t("reason")} name="reason" required error={error?.reason}>
          <Textarea
            rows={3}
            maxLength={1000}
            dir="auto"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </FormField>
      ) : null}
    </ConfirmDialog>
  );
}
