"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { UserResult, UserRow } from "../contract";
import { userCan } from "../domain/user-machine";

export type AskedAction = {
  action: "invite" | "disable" | "reactivate" | "resetSecondFactor" | "delete" | "handOver";
  users: UserRow[];
};

/** Asks before something is done with users, says with how many it can be, and afterwards with whom it could not (R094, R306). */
export function ActOnUsersDialog({ asked, onClose }: { asked: AskedAction; onClose: () => void }) {
  const t = useTranslations("access.users");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { codeText, errorText } = useErrorText();
  const [error, setError] = useState<string | null>(null);
  const { action, users } = asked;
  const able = action === "handOver" ? users : users.filter((user) => userCan(user.status, action));
  const [first] = able;
  const mutations = {
    invite: useMutation(trpc.users.invite.mutationOptions()),
    disable: useMutation(trpc.users.disable.mutationOptions()),
    reactivate: useMutation(trpc.users.reactivate.mutationOptions()),
    resetSecondFactor: useMutation(trpc.users.resetSecondFactor.mutationOptions()),
    delete: useMutation(trpc.users.delete.mutationOptions()),
  };
  const handOver = useMutation(trpc.users.handOver.mutationOptions());

  function tell(results: UserResult[]) {
    const refused = results.filter((result) => result.refused);
    const done = results.length - refused.length;
    if (done > 0) toast.success(t(`done.${action}`, { count: done }));
    for (const { name, refused: code } of refused.slice(0, 3))
      toast.error(t("refused", { name, reason: codeText(code ?? "shared.unexpected") }));
  }
  async function run() {
    setError(null);
    try {
      if (action === "handOver") {
        await handOver.mutateAsync({ userId: first!.id });
        toast.success(t("done.handOver", { count: 1 }));
      } else tell(await mutations[action].mutateAsync({ userIds: able.map((user) => user.id) }));
    } catch (thrown) {
      setError(errorText(thrown));
      throw thrown;
    } finally {
      await client.invalidateQueries(trpc.users.pathFilter());
    }
  }
  const name = first ? `${first.firstName} ${first.lastName}` : "";
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone={action === "delete" || action === "disable" || action === "resetSecondFactor" ? "danger" : "default"}
      title={t(`ask.${action}`, { count: able.length, name })}
      description={t(`effect.${action}`)}
      confirmLabel={t(`actions.${action}`)}
      onConfirm={run}
      error={error}
    >
      {users.length > able.length ? <p>{t("leftOut", { count: users.length - able.length })}</p> : null}
    </ConfirmDialog>
  );
}
