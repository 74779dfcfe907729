import type { ReactNode } from "react";
import { Button } from "./button";
import { cx } from "./cx";

/** Nothing here yet: why, and what to do about it. */
export function EmptyState({
  icon,
  title,
  description,
  action,
  compact,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
  className?: string;
}) {
  return (
    <div className={cx("flex flex-col items-center px-6 text-center", compact ? "py-8" : "py-14", className)}>
      {icon ? (
        <span
          className="mb-3 grid size-12 place-items-center rounded-xl bg-accent-soft text-accent [&_svg]:size-6"
          aria-hidden="true"
        >
          {icon}
        </span>
      ) : null}
      <div className="text-base font-semibold text-balance">{title}</div>
      {description ? <p className="mt-1 max-w-[46ch] text-sm text-muted text-pretty">{description}</p> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** Something failed: what, and a way to try again. `reference` is the request's id for the support. */
export function ErrorState({
  title,
  description,
  reference,
  retry,
  action,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  reference?: ReactNode;
  retry?: { label: string; onClick: () => void; busy?: boolean };
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div role="alert" className={cx("flex flex-col items-center px-6 py-12 text-center", className)}>
      <span className="mb-3 grid size-12 place-items-center rounded-xl bg-danger-soft text-danger" aria-hidden="true">
        <svg
          viewBox="0 0 24 24"
          className="size-6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          aria-hidden="true"
        >
          <path d="M12 7.5v5.5M12 16.5v.01" />
          <circle cx="12" cy="12" r="9" />
        </svg>
      </span>
      <div className="text-base font-semibold text-balance">{title}</div>
      {description ? <p className="mt-1 max-w-[46ch] text-sm text-muted text-pretty">{description}</p> : null}
      {retry || action ? (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {retry ? (
            <Button onClick={retry.onClick} busy={retry.busy}>
              {retry.label}
            </Button>
          ) : null}
          {action}
        </div>
      ) : null}
      {reference ? <p className="mt-4 font-mono text-xs text-muted">{reference}</p> : null}
    </div>
  );
}

const noteTones = {
  info: "border-info/35 bg-info-soft",
  success: "border-success/35 bg-success-soft",
  warning: "border-warning/35 bg-warning-soft",
  danger: "border-danger/35 bg-danger-soft",
};

/** A remark in the page, with its own background. */
export function Notice({
  tone = "info",
  title,
  icon,
  action,
  className,
  children,
}: {
  tone?: keyof typeof noteTones;
  title?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div
      className={cx(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3 text-sm",
        noteTones[tone],
        className,
      )}
    >
      {icon ? <span className="mt-0.5 [&_svg]:size-4">{icon}</span> : null}
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
      {action}
    </div>
  );
}

/** A grey block where something is about to appear; give it the size of that thing. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx("block animate-shimmer rounded-md bg-neutral-soft", className ?? "h-4 w-full")}
    />
  );
}

/** Lines of text about to appear. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <span aria-hidden="true" className={cx("block space-y-2", className)}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical blocks
        <Skeleton key={index} className={cx("h-3.5", index === lines - 1 ? "w-2/3" : "w-full")} />
      ))}
    </span>
  );
}

/** A page about to appear: title, actions and a block. */
export function PageSkeleton() {
  return (
    <div aria-hidden="true">
      <Skeleton className="mb-2 h-3.5 w-40" />
      <div className="mb-5 flex justify-between">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="hidden h-9 w-32 sm:block" />
      </div>
      <Skeleton className="h-96 w-full rounded-lg" />
    </div>
  );
}
