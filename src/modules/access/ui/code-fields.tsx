"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";

/** The second step of signing in: a code of the app or, without the phone, a recovery code. The field's name is `code`. */
export function CodeFields({ error }: { error: string | null | undefined }) {
  const t = useTranslations("access.code");
  const [recovery, setRecovery] = useState(false);
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">{t(recovery ? "recoveryIntro" : "intro")}</p>
      <FormField label={t(recovery ? "recoveryLabel" : "label")} name="code" error={error}>
        <Input
          key={recovery ? "recovery" : "app"}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete={recovery ? "off" : "one-time-code"}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          data-autofocus=""
          ref={(input) => input?.focus()}
        />
      </FormField>
      <button type="button" className="link text-sm" onClick={() => setRecovery(!recovery)}>
        {t(recovery ? "useApp" : "useRecovery")}
      </button>
    </div>
  );
}
