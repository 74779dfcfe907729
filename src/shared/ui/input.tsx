"use client";

import { ChevronDown, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useState } from "react";
import { cx } from "./cx";
import { useFieldProps } from "./form-field";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx("field", className)} {...useFieldProps(rest)} />;
}

/** A password with a button that shows it. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("shared");
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <input
        className={cx("field pr-10", className)}
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
        {...useFieldProps(rest)}
      />
      <button
        type="button"
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted hover:text-ink"
        aria-label={t(shown ? "form.hidePassword" : "form.showPassword")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff className="size-4" aria-hidden="true" /> : <Eye className="size-4" aria-hidden="true" />}
      </button>
    </span>
  );
}

/** Several lines of text. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cx("field resize-y", className)} {...useFieldProps(rest)} />;
}

export type Option = { value: string; label: string; disabled?: boolean };

/** The browser's own select, dressed. `placeholder` is an empty first entry. */
export function Select({
  options,
  placeholder,
  className,
  ...rest
}: ComponentProps<"select"> & { options: Option[]; placeholder?: string }) {
  return (
    <span className={cx("relative block", className)}>
      <select className="field appearance-none pr-8" {...useFieldProps(rest)}>
        {placeholder !== undefined ? <option value="">{placeholder}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-muted"
        aria-hidden="true"
      />
    </span>
  );
}

const tick =
  "peer size-4 shrink-0 appearance-none border border-line-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55 aria-invalid:border-danger forced-colors:appearance-auto";

/** The bare box, for tables; it needs an `aria-label` there. */
export function CheckboxBox({
  indeterminate = false,
  className,
  ...rest
}: ComponentProps<"input"> & { indeterminate?: boolean }) {
  return (
    <span className={cx("relative inline-grid size-4 place-items-center", className)}>
      <input
        type="checkbox"
        className={cx(tick, "rounded-sm")}
        ref={(element) => {
          if (element) element.indeterminate = indeterminate;
        }}
        {...rest}
      />
      <svg
        viewBox="0 0 16 16"
        className="pointer-events-none absolute size-4 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:hidden"
        aria-hidden="true"
      >
        <path
          d="m4 8.5 2.6 2.6L12 5.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <svg
        viewBox="0 0 16 16"
        className="pointer-events-none absolute hidden size-4 text-on-accent peer-indeterminate:block"
        aria-hidden="true"
      >
        <path d="M4.5 8h7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </span>
  );
}

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** A box with its label. */
export function Checkbox({ label, hint, className, ...rest }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside CheckboxBox
    <label className={cx("flex items-start gap-2.5 text-sm pointer-coarse:py-2", className)}>
      <CheckboxBox className="mt-px" {...useFieldProps(rest)} />
      <span className="min-w-0 wrap-anywhere">
        {label}
        {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}

/** On or off, at once; for a setting that needs no "save". */
export function Switch({ label, hint, className, ...rest }: ChoiceProps) {
  return (
    <label className={cx("flex items-start gap-2.5 text-sm pointer-coarse:py-2", className)}>
      <span className="relative mt-px inline-flex">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state by itself (HTML-AAM)
          role="switch"
          className="peer h-5 w-9 shrink-0 appearance-none rounded-full border border-line-control bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55 forced-colors:appearance-auto"
          {...useFieldProps(rest)}
        />
        <span className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-line-control transition-transform peer-checked:translate-x-4 peer-checked:bg-on-accent" />
      </span>
      <span>
        {label}
        {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
