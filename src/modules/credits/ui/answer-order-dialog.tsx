"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { upload } from "@/trpc/upload";
import type { OrderRow } from "../orders-contract";
import { OrderFileField } from "./order-file-field";

/** The operator answers an order of encoder credits with the file for the encoder (R035); no credits of the account move (R036). */
export function AnswerOrderDialog({ order, onClose }: { order: OrderRow; onClose: () => void }) {
  const t = useTranslations("orders");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [file, setFile] = useState<File | null>(null);
  const answer = useMutation({
    mutationFn: () => {
      const form = new FormData();
      if (file) form.set("file", file);
      return upload<null>("order-answer", { orderId: order.id }, form);
    },
    onSuccess: () => void toast.success(t("answered", { account: order.account })),
    onSettled: () => client.invalidateQueries(trpc.operatorOrders.pathFilter()),
  });
  const fields = answer.error ? fieldErrors(answer.error as never) : {};
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      title={t("answerTitle", { account: order.account })}
      description={t("answerText", { count: order.amount, po: order.poNumber })}
      confirmLabel={t("answer")}
      onConfirm={() => answer.mutateAsync()}
      error={answer.error && !fields.file ? errorText(answer.error) : null}
    >
      <OrderFileField
        label={t("answerFile")}
        file={file}
        onFile={setFile}
        error={fields.file}
        disabled={answer.isPending}
      />
    </ConfirmDialog>
  );
}
