"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input, Select } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { UserRow } from "../contract";

type Props = {
  /** Null: a new one. */
  user: UserRow | null;
  profiles: { id: string; name: string; grantable: boolean }[];
  /** What the account calls fields 1 to 5; null: nothing. */
  labels: (string | null)[];
  onClose: () => void;
};

const EXTRA = ["phone", "field1", "field2", "field3", "field4", "field5"] as const;

/** "ADD NEW USER" (figure 19), and the same to change one; then the address stays (R098). */
export function UserDialog({ user, profiles, labels, onClose }: Props) {
  const t = useTranslations("access.users");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const done = (text: string) => ({
    onSuccess: () => {
      toast.success(text);
      onClose();
    },
    onSettled: () => client.invalidateQueries(trpc.users.pathFilter()),
  });
  const add = useMutation(trpc.users.add.mutationOptions(done(t("added"))));
  const edit = useMutation(trpc.users.edit.mutationOptions(done(t("saved"))));
  const { error, isPending } = user ? edit : add;
  const errors = error ? fieldErrors(error) : {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    if (user) edit.mutate({ ...values, userId: user.id } as never);
    else add.mutate(values as never);
  }
  const value = (field: (typeof EXTRA)[number]) =>
    field === "phone" ? user?.phone : user?.fields[Number(field.slice(5)) - 1];
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!isPending}
      title={user ? t("editTitle") : t("addTitle")}
      description={user ? undefined : t("addText")}
      footer={
        <>
          <Button onClick={onClose} disabled={isPending}>
            {shared("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {user ? t("save") : t("create")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {error && Object.keys(errors).length === 0 ? <Notice tone="danger">{errorText(error)}</Notice> : null}
        <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          <FormField label={t("firstName")} name="firstName" required error={errors.firstName}>
            <Input defaultValue={user?.firstName} maxLength={200} dir="auto" autoComplete="off" />
          </FormField>
          <FormField label={t("lastName")} name="lastName" required error={errors.lastName}>
            <Input defaultValue={user?.lastName} maxLength={200} dir="auto" autoComplete="off" />
          </FormField>
          <FormField
            label={t("email")}
            name="email"
            required
            error={errors.email}
            hint={t("emailHint")}
            className="sm:col-span-2"
          >
            <Input type="email" defaultValue={user?.email} readOnly={user !== null} autoComplete="off" />
          </FormField>
          <FormField label={t("profile")} name="profileId" required error={errors.profileId} className="sm:col-span-2">
            <Select
              placeholder={t("chooseProfile")}
              defaultValue={user?.profileId ?? ""}
              options={profiles.map(({ id, name, grantable }) => ({
                value: id,
                label: name,
                disabled: !grantable && id !== user?.profileId,
              }))}
            />
          </FormField>
          {EXTRA.map((field) => (
            <FormField
              key={field}
              name={field}
              label={
                field === "phone"
                  ? t("phone")
                  : (labels[Number(field.slice(5)) - 1] ?? t("field", { n: field.slice(5) }))
              }
              error={errors[field]}
            >
              <Input defaultValue={value(field) ?? ""} maxLength={200} dir="auto" autoComplete="off" />
            </FormField>
          ))}
        </div>
        <RequiredNote />
      </form>
    </Dialog>
  );
}
