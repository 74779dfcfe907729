"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Select } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ProfileDto } from "../contract";

type Props = { profile: ProfileDto; others: ProfileDto[]; onClose: () => void; onDeleted: () => void };

/** Deletes a profile; its users, where it has some, move to another (R087). */
export function DeleteProfileDialog({ profile, others, onClose, onDeleted }: Props) {
  const t = useTranslations("access.profiles");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText } = useErrorText();
  const [target, setTarget] = useState("");
  const remove = useMutation(trpc.profiles.delete.mutationOptions());
  async function run() {
    await remove.mutateAsync({ profileId: profile.id, moveUsersTo: target || null });
    toast.success(t("deleted"));
    onDeleted();
    await client.invalidateQueries(trpc.profiles.pathFilter());
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      tone="danger"
      title={t("deleteTitle", { name: profile.name })}
      description={profile.users > 0 ? t("deleteUsed", { count: profile.users }) : t("deleteUnused")}
      confirmLabel={t("delete")}
      onConfirm={run}
      error={remove.error ? errorText(remove.error) : undefined}
    >
      {profile.users > 0 ? (
        <FormField label={t("moveTo")} required>
          <Select
            placeholder={t("chooseProfile")}
            value={target}
            onChange={(event) => setTarget(event.target.value)}
            options={others.map(({ id, name, grantable }) => ({ value: id, label: name, disabled: !grantable }))}
          />
        </FormField>
      ) : null}
    </ConfirmDialog>
  );
}
