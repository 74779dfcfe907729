import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger" | "blue" | "orange";

const tones: Record<Tone, string> = {
  neutral: "bg-neutral-soft text-ink",
  info: "bg-info-soft text-info",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
  blue: "bg-tint-blue-soft text-tint-blue",
  orange: "bg-tint-orange-soft text-tint-orange",
};

/** A short word about a state. `dot` adds a mark, hollow when `dot="hollow"` (not under way yet). */
export function Badge({
  tone = "neutral",
  dot,
  className,
  children,
}: {
  tone?: Tone;
  dot?: boolean | "hollow";
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {dot ? (
        <span
          className={cx("size-1.5 rounded-full", dot === "hollow" ? "border border-current" : "bg-current")}
          aria-hidden="true"
        />
      ) : null}
      {children}
    </span>
  );
}
