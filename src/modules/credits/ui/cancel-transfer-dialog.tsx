"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

export type PendingTransfer = { id: string; amount: number; to: string };

/** Asks before a pending transfer is cancelled, naming what comes back (R306). */
export function CancelTransferDialog({ transfer, onClose }: { transfer: PendingTransfer | null; onClose: () => void }) {
  const t = useTranslations("credits.cancelTransfer");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const cancel = useMutation(
    trpc.credits.cancelTransfer.mutationOptions({ onSuccess: () => toast.success(t("done")) }),
  );
  const close = () => {
    cancel.reset();
    onClose();
  };
  const count = transfer?.amount ?? 0;
  return (
    <ConfirmDialog
      open={transfer !== null}
      onOpenChange={close}
      title={t("title")}
      description={t("text", { count, account: transfer?.to ?? "" })}
      confirmLabel={t("confirm")}
      tone="danger"
      error={cancel.isError ? errorText(cancel.error) : undefined}
      onConfirm={() => (transfer ? cancel.mutateAsync({ entryId: transfer.id }) : undefined)}
    />
  );
}
