"use client";

import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import { useFieldGroup } from "./form-field";

type RadioGroupProps = {
  /** Name in the form; taken from a surrounding `FormField kind="group"` when left out. */
  name?: string;
  options: { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  /** `cards`: each choice a bordered box. */
  look?: "plain" | "cards";
  direction?: "row" | "column";
  "aria-label"?: string;
  className?: string;
};

/** One of a few. */
export function RadioGroup({
  name,
  options,
  value,
  defaultValue,
  onChange,
  look = "plain",
  direction = "column",
  className,
  ...rest
}: RadioGroupProps) {
  const field = useFieldGroup();
  const own = useId();
  const group = name ?? field?.name ?? own;
  return (
    <div
      role="radiogroup"
      id={field?.id}
      aria-labelledby={rest["aria-label"] ? undefined : field?.labelledBy}
      aria-label={rest["aria-label"]}
      aria-describedby={field?.describedBy}
      aria-required={field?.required || undefined}
      aria-invalid={field?.invalid || undefined}
      className={cx("flex gap-2", direction === "column" ? "flex-col" : "flex-row flex-wrap gap-x-5", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            "flex items-start gap-2.5 text-sm pointer-coarse:py-2",
            look === "cards" &&
              "rounded-lg border border-line bg-surface p-3 has-checked:border-accent has-checked:bg-accent-soft",
          )}
        >
          <input
            type="radio"
            name={group}
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-control bg-surface checked:border-[5px] checked:border-accent disabled:opacity-55 forced-colors:appearance-auto"
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={() => onChange?.(option.value)}
          />
          <span>
            {option.label}
            {option.hint ? <span className="block text-xs text-muted">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
