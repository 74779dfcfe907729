"use client";

import { useTranslations } from "next-intl";
import { type ErrorParams, messageKey } from "@/shared/kernel/app-error";

type AppData = { code: string; params: ErrorParams; fields: Record<string, string> };

/** What the server said of an error, or null where no answer came. */
export function appDataOf(error: unknown): AppData | null {
  return (error as { data?: { app?: AppData } } | null)?.data?.app ?? null;
}

/** Texts of errors in the reader's language: of an error, of a code, and of the fields at fault. */
export function useErrorText() {
  const t = useTranslations();
  const text = (code: string, params: ErrorParams = {}) =>
    t.has(messageKey(code) as never) ? t(messageKey(code) as never, params as never) : t("shared.errors.unexpected");
  return {
    errorText(error: unknown): string {
      const data = appDataOf(error);
      const { requestId } = (error as { data?: { requestId?: string } } | null)?.data ?? {};
      if (data?.code === "shared.unexpected" && requestId)
        return t("shared.errors.unexpectedReference", { reference: requestId });
      return data ? text(data.code, data.params) : t("shared.errors.offline");
    },
    codeText: text,
    /** Path of an input → its text; empty where no field is at fault. */
    fieldErrors(error: unknown): Record<string, string> {
      const data = appDataOf(error);
      return Object.fromEntries(
        Object.entries(data?.fields ?? {}).map(([path, code]) => [path, text(code, data?.params)]),
      );
    },
  };
}
