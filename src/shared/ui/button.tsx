import NextLink from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "onBrand" | "danger";
export type ButtonSize = "sm" | "md";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55 aria-disabled:cursor-not-allowed aria-pressed:bg-selected aria-pressed:text-accent [&_svg]:size-4 [&_svg]:shrink-0";

const variants: Record<ButtonVariant, string> = {
  primary:
    "bg-accent text-on-accent border-transparent shadow-card enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
  secondary: "bg-surface text-ink border-line-control/60 shadow-card enabled:hover:bg-hover [a&]:hover:bg-hover",
  quiet: "border-transparent text-ink enabled:hover:bg-hover [a&]:hover:bg-hover",
  /** In the header, in the account's colours. */
  onBrand: "border-transparent enabled:hover:bg-on-brand/12",
  danger: "bg-danger-solid text-white border-transparent shadow-card enabled:hover:bg-danger-solid-hover",
};

const sizes: Record<ButtonSize, string> = {
  sm: "min-h-7 px-2.5 text-xs pointer-coarse:min-h-9",
  md: "min-h-9 px-3.5 text-sm pointer-coarse:min-h-11",
};

const iconSizes: Record<ButtonSize, string> = {
  sm: "size-7 pointer-coarse:size-9",
  md: "size-9 pointer-coarse:size-11",
};

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner, tells assistive technology, and takes no more clicks; the button keeps its focus. */
  busy?: boolean;
  icon?: ReactNode;
};

/** A button; `type="button"` unless said otherwise. */
export function Button({
  variant = "secondary",
  size = "md",
  busy,
  icon,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(base, variants[variant], sizes[size], className)}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** A button that is only an icon; `label` is its name and its native tooltip. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size = "md",
  className,
  type,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
}) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={label}
      className={cx(base, variants[variant], iconSizes[size], className)}
      {...rest}
    >
      {icon}
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton({
  variant = "secondary",
  size = "md",
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof NextLink> & {
  variant?: Exclude<ButtonVariant, "danger">;
  size?: ButtonSize;
  icon?: ReactNode;
}) {
  return (
    <NextLink className={cx(base, variants[variant], sizes[size], "no-underline", className)} {...rest}>
      {icon}
      {children}
    </NextLink>
  );
}

/** A link in running text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof NextLink>) {
  return <NextLink className={cx("link rounded-sm", className)} {...rest} />;
}
