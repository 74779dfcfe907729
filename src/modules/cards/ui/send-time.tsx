import { useTranslations } from "next-intl";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { toWallTime } from "../domain/zoned-time";

/** When cards are sent: at once (null), or at a date and time that the site's clocks will show. */
export function SendTime({
  value,
  onChange,
  timeZone,
  error,
}: {
  value: string | null;
  onChange: (value: string | null) => void;
  timeZone: string;
  error?: string;
}) {
  const t = useTranslations("cards.confirm");
  return (
    <div className="mb-4 space-y-3">
      <FormField kind="group" label={t("when")} name="when">
        <RadioGroup
          direction="row"
          value={value === null ? "now" : "later"}
          onChange={(when) => onChange(when === "now" ? null : tomorrowMorning(timeZone))}
          options={[
            { value: "now", label: t("now") },
            { value: "later", label: t("later") },
          ]}
        />
      </FormField>
      {value === null ? null : (
        <FormField label={t("laterAt")} name="at" required hint={t("laterHint", { timeZone })} error={error}>
          <Input type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
        </FormField>
      )}
    </div>
  );
}

/** The next morning at 8, which a send is often put off to. */
function tomorrowMorning(timeZone: string): string {
  return `${toWallTime(new Date(Date.now() + 86_400_000).toISOString(), timeZone).slice(0, 10)}T08:00`;
}
