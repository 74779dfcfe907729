"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useEffect, useId, useRef } from "react";
import { cx } from "./cx";

type FieldContext = {
  id: string;
  name?: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
  labelledBy?: string;
};

const Field = createContext<FieldContext | null>(null);

/** What a control inside a `FormField` takes from it: id, name, aria-*; own props win. */
export function useFieldProps<P extends { id?: string; name?: string }>(props: P) {
  const field = use(Field);
  if (!field) return props;
  return {
    id: field.id,
    name: field.name,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
    ...Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)),
  } as unknown as P;
}

/** The same for a group of controls (radio buttons), which is named by the label instead of being its target. */
export function useFieldGroup() {
  return use(Field);
}

type FormFieldProps = {
  label: ReactNode;
  /** Name of the control in its form; also the target of an error summary's link. */
  name?: string;
  required?: boolean;
  hint?: ReactNode;
  /** Text of what is wrong; wired to the control by aria-describedby and aria-invalid. */
  error?: ReactNode;
  /** `group`: several controls under one label (a fieldset in meaning). */
  kind?: "single" | "group";
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, star, hint and error around one control of this folder, which picks up its id and aria attributes by itself. */
export function FormField({
  label,
  name,
  required = false,
  hint,
  error,
  kind = "single",
  labelHidden,
  className,
  children,
}: FormFieldProps) {
  const generated = useId();
  const t = useTranslations("shared");
  const id = name ? `field-${name}` : generated;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const labelId = `${id}-label`;
  const value: FieldContext = {
    id,
    name,
    required,
    invalid: Boolean(error),
    describedBy: [errorId, hintId].filter(Boolean).join(" ") || undefined,
    labelledBy: labelId,
  };
  const star = required ? (
    <span className="text-danger" aria-hidden="true">
      {" *"}
    </span>
  ) : null;
  const labelClass = cx("text-sm font-medium text-ink", labelHidden && "sr-only");
  return (
    <Field value={value}>
      <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
        {kind === "group" ? (
          <span id={labelId} className={labelClass}>
            {label}
            {star}
            {required ? <span className="sr-only">{t("form.required")}</span> : null}
          </span>
        ) : (
          <label id={labelId} htmlFor={id} className={labelClass}>
            {label}
            {star}
          </label>
        )}
        {children}
        {hint ? (
          <p id={hintId} className="text-xs text-muted">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={errorId} className="flex items-start gap-1 text-xs font-medium text-danger">
            <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
    </Field>
  );
}

/** A line that says what the star means; once per form. */
export function RequiredNote({ className }: { className?: string }) {
  const t = useTranslations("shared");
  return <p className={cx("text-xs text-muted", className)}>{t("form.requiredNote")}</p>;
}

/**
 * What is wrong in a form, above it, each line a link to its field. Takes the focus whenever `errors` changes to
 * something; renders nothing when there are none. `title` replaces the general sentence (an error of the whole form).
 */
export function ErrorSummary({
  errors,
  title,
  className,
}: {
  errors: { name?: string; message: ReactNode }[];
  title?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("shared");
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0 || Boolean(title);
  const signature = JSON.stringify(errors.map((error) => [error.name, String(error.message)]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the content, whatever its object identity
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, signature]);
  if (!shown) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className={cx(
        "rounded-lg border border-danger/40 bg-danger-soft px-4 py-3 text-sm text-ink outline-none",
        className,
      )}
    >
      <p className="flex items-center gap-2 font-semibold text-danger">
        <CircleAlert className="size-4 shrink-0" aria-hidden="true" />
        {title ?? t("form.summary", { count: errors.length })}
      </p>
      {errors.length > 0 ? (
        <ul className="mt-1.5 list-disc space-y-0.5 pl-11">
          {errors.map((error) => (
            <li key={`${error.name ?? ""}${String(error.message)}`}>
              {error.name ? (
                <a
                  className="link"
                  href={`#field-${error.name}`}
                  onClick={(event) => {
                    event.preventDefault();
                    const target = document.getElementById(`field-${error.name}`);
                    (target?.matches("input,select,textarea,button,[tabindex]")
                      ? target
                      : target?.querySelector<HTMLElement>("input,button")
                    )?.focus();
                  }}
                >
                  {error.message}
                </a>
              ) : (
                error.message
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
