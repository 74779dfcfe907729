import type { ReactNode } from "react";
import type { Tone } from "./badge";
import { cx } from "./cx";

/** Names and values. Empty values show a dash, so that nothing seems to be missing by accident. */
export function DefinitionList({
  items,
  columns = 1,
  className,
}: {
  items: { label: ReactNode; value: ReactNode; wide?: boolean }[];
  columns?: 1 | 2 | 3;
  className?: string;
}) {
  return (
    <dl
      className={cx(
        "grid gap-x-8 gap-y-3.5 text-sm",
        columns === 2 && "sm:grid-cols-2",
        columns === 3 && "sm:grid-cols-2 lg:grid-cols-3",
        className,
      )}
    >
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <div key={index} className={cx("min-w-0", item.wide && "sm:col-span-full")}>
          <dt className="text-xs text-muted">{item.label}</dt>
          <dd className="mt-0.5 [overflow-wrap:anywhere]">
            {item.value === null || item.value === undefined || item.value === "" ? (
              <span className="text-muted">–</span>
            ) : (
              item.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const dots: Record<Tone, string> = {
  neutral: "bg-line-control",
  info: "bg-info",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
  blue: "bg-tint-blue",
  orange: "bg-tint-orange",
};

export type TimelineItem = { id: string; title: ReactNode; time: ReactNode; description?: ReactNode; tone?: Tone };

/** What happened, in order. */
export function Timeline({ items, className }: { items: TimelineItem[]; className?: string }) {
  return (
    <ol className={cx("text-sm", className)}>
      {items.map((item) => (
        <li key={item.id} className="group relative flex gap-3 pb-4 last:pb-0">
          <span className="relative mt-1.5 flex w-2.5 shrink-0 justify-center" aria-hidden="true">
            <span className={cx("size-2.5 rounded-full", dots[item.tone ?? "neutral"])} />
            <span className="absolute top-3.5 -bottom-5 w-px bg-line group-last:hidden" />
          </span>
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{item.title}</span>
              <span className="text-xs text-muted tabular-nums">{item.time}</span>
            </div>
            {item.description ? <div className="text-xs text-muted">{item.description}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 justify-center rounded-sm border border-line-control/50 border-b-2 bg-surface px-1 font-sans text-2xs text-muted">
      {children}
    </kbd>
  );
}

/** How far something is; without `value` it is under way for an unknown time. */
export function ProgressBar({
  label,
  value,
  max = 100,
  text,
  className,
}: {
  label: string;
  value?: number;
  max?: number;
  text?: ReactNode;
  className?: string;
}) {
  return (
    <div className={className}>
      {text ? <div className="mb-1 flex justify-between text-xs text-muted tabular-nums">{text}</div> : null}
      <progress
        aria-label={label}
        value={value}
        max={max}
        className="block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-neutral-soft [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-neutral-soft [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width] [&:indeterminate]:animate-shimmer [&:indeterminate]:bg-accent"
      />
    </div>
  );
}
