"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CustomerRow } from "../customers-contract";
import { customerCan } from "../domain/customer-actions";

export type AskedOfCustomers = { action: "resend" | "disable" | "enable"; customers: CustomerRow[] };

/** Asks before customer accounts are disabled or enabled, and tells afterwards which could not be (R114 to R116, R306). */
export function ActOnCustomersDialog({ asked, onClose }: { asked: AskedOfCustomers; onClose: () => void }) {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { codeText, errorText } = useErrorText();
  const [error, setError] = useState<string | null>(null);
  const { action, customers } = asked;
  const able = customers.filter((customer) => customerCan(customer.status, action));
  const mutations = {
    resend: useMutation(trpc.customers.resend.mutationOptions()),
    disable: useMutation(trpc.customers.disable.mutationOptions()),
    enable: useMutation(trpc.customers.enable.mutationOptions()),
  };
  async function run() {
    setError(null);
    try {
      const results = await mutations[action].mutateAsync({ accountIds: able.map((customer) => customer.id) });
      const refused = results.filter((result) => result.refused);
      const done = results.length - refused.length;
      if (done > 0) toast.success(t(`done.${action}`, { count: done }));
      for (const { name, refused: code } of refused.slice(0, 3))
        toast.error(t("refused", { name, reason: codeText(code ?? "shared.unexpected") }));
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
      tone={action === "disable" ? "danger" : "default"}
      title={t(`ask.${action}`, { count: able.length, name: able[0]?.companyName ?? "" })}
      description={t(`effect.${action}`)}
      confirmLabel={t(`actions.${action}`)}
      onConfirm={run}
      error={error}
    >
      {customers.length > able.length ? <p>{t("leftOut", { count: customers.length - able.length })}</p> : null}
    </ConfirmDialog>
  );
}
