import { labelledFields } from "@/modules/accounts";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";

/** Inputs for the fields that the account has labelled (R042); nothing where it has labelled none. */
export function LabelledFields({
  person,
  labels,
  errors,
}: {
  /** What the fields hold now; null for a new one. */
  person: Partial<Record<`field${1 | 2 | 3 | 4 | 5}`, string | null>> | null;
  labels: readonly (string | null)[];
  errors: Record<string, string | undefined>;
}) {
  const fields = labelledFields(labels);
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map(({ label, name }) => (
        <FormField key={name} label={label} name={name} error={errors[name]}>
          <Input defaultValue={person?.[name] ?? ""} maxLength={200} autoComplete="off" />
        </FormField>
      ))}
    </div>
  );
}
