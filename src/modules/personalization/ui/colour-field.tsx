import { type ReactNode, useId } from "react";
import { isColour } from "@/shared/kernel/colour";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";

/** A colour, by the system's picker or typed as #rrggbb. */
export function ColourField({
  name,
  label,
  value,
  error,
  disabled,
  source,
  onChange,
}: {
  name: string;
  label: string;
  value: string;
  error?: string;
  disabled: boolean;
  source: ReactNode;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        id={id}
        type="color"
        aria-label={label}
        disabled={disabled}
        value={isColour(value) ? value.toLowerCase() : "#000000"}
        onChange={(event) => onChange(event.target.value)}
        className="mt-6 h-9 w-12 shrink-0 rounded-md border border-line-control bg-surface p-1"
      />
      <FormField name={name} label={label} error={error} hint={source} className="min-w-0 flex-1">
        <Input
          value={value}
          maxLength={7}
          readOnly={disabled}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => onChange(event.target.value)}
        />
      </FormField>
    </div>
  );
}
