import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/shared/ui/form-field";
import { Checkbox, Input } from "@/shared/ui/input";

/** A whole number as it was typed; anything else is −1, which the server refuses at its field. */
export const whole = (text: string | undefined) => (/^\d+$/.test(text?.trim() ?? "") ? Number(text) : -1);

type Props = { initial: number | null; error: string | undefined; hint: string };

/** "Credit alert threshold": ticked, and an amount (R129, R134, R300). In a form: `warn` and `threshold`. */
export function ThresholdField({ initial, error, hint }: Props) {
  const t = useTranslations("customers.form");
  const [on, setOn] = useState(initial !== null);
  return (
    <div className="space-y-3">
      <Checkbox name="warn" label={t("thresholdOn")} checked={on} onChange={(event) => setOn(event.target.checked)} />
      {on ? (
        <FormField label={t("threshold")} name="threshold" required error={error} hint={hint}>
          <Input inputMode="numeric" autoComplete="off" defaultValue={initial ?? ""} className="sm:max-w-48" />
        </FormField>
      ) : null}
    </div>
  );
}
