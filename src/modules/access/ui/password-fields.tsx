"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/shared/ui/form-field";
import { PasswordInput } from "@/shared/ui/input";
import { PASSWORD_ADVISED, PASSWORD_MIN } from "../contract";

/** A new password, typed twice. */
export function NewPasswordFields({
  errors,
  change,
}: {
  errors: { password?: string; repeat?: string };
  /** There is one already. */
  change?: boolean;
}) {
  const t = useTranslations("access");
  return (
    <>
      <FormField
        label={t(change ? "password.newOne" : "password.new")}
        name="password"
        required
        hint={t("password.hint", { min: PASSWORD_MIN, advised: PASSWORD_ADVISED })}
        error={errors.password}
      >
        <PasswordInput autoComplete="new-password" />
      </FormField>
      <FormField label={t("password.repeat")} name="repeat" required error={errors.repeat}>
        <PasswordInput autoComplete="new-password" />
      </FormField>
    </>
  );
}

/** Reads the two fields; `wrong` names a field and an error code where they can't be sent. */
export function readNewPassword(form: HTMLFormElement): {
  password: string;
  wrong: { field: "password" | "repeat"; code: string } | null;
} {
  const values = new FormData(form);
  const password = String(values.get("password"));
  if (password.length < PASSWORD_MIN) return { password, wrong: { field: "password", code: "access.passwordShort" } };
  if (password !== String(values.get("repeat")))
    return { password, wrong: { field: "repeat", code: "access.passwordsDiffer" } };
  return { password, wrong: null };
}
