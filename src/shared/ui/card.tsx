import { ArrowRight } from "lucide-react";
import NextLink from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";

/** A surface with an optional title line. `padding={false}` for a table that reaches the border. */
export function Card({
  title,
  description,
  actions,
  padding = true,
  level = 2,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  padding?: boolean;
  level?: 2 | 3;
  className?: string;
  children?: ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={cx("min-w-0 rounded-lg border border-line bg-surface shadow-card", className)}>
      {title || actions ? (
        <div className={cx("flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4", !padding && "pb-4")}>
          <div className="min-w-0">
            {title ? <Heading className="text-lg">{title}</Heading> : null}
            {description ? <p className="mt-0.5 text-sm text-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      {padding ? <div className="px-5 py-4">{children}</div> : children}
    </section>
  );
}

export type Counter = {
  label: ReactNode;
  value: ReactNode;
  tone?: "danger";
  /** Lines that make up this counter, shown below it. */
  parts?: { label: ReactNode; value: ReactNode }[];
};

/**
 * A tile of the welcome page: a title, a few counters, and a link to more. `lead` is the one figure to see first.
 */
export function StatTile({
  title,
  icon,
  lead,
  counters = [],
  more,
  className,
}: {
  title: ReactNode;
  icon?: ReactNode;
  lead?: { value: ReactNode; label?: ReactNode; tone?: "danger" };
  counters?: Counter[];
  more?: { label: string; href: string };
  className?: string;
}) {
  return (
    <section className={cx("flex min-w-0 flex-col rounded-lg border border-line bg-surface shadow-card", className)}>
      <div className="flex items-center gap-2.5 px-5 pt-4">
        {icon ? <span className="text-accent [&_svg]:size-[1.125rem]">{icon}</span> : null}
        <h2 className="text-base">{title}</h2>
      </div>
      {lead ? (
        <p className={cx("px-5 pt-2", lead.tone === "danger" && "text-danger")}>
          <span className="text-3xl font-semibold tracking-tight tabular-nums">{lead.value}</span>
          {lead.label ? <span className={cx("ml-2 text-sm", !lead.tone && "text-muted")}>{lead.label}</span> : null}
        </p>
      ) : null}
      <dl className="flex-1 px-5 pt-2 pb-4 text-sm">
        {counters.flatMap((counter, index) => [
          // biome-ignore lint/suspicious/noArrayIndexKey: counters are a fixed list
          <CounterLine key={index} {...counter} first={index === 0} />,
          ...(counter.parts ?? []).map((part, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <CounterLine key={`${index}.${position}`} {...part} part />
          )),
        ])}
      </dl>
      {more ? (
        <NextLink
          href={more.href}
          className="flex items-center justify-between rounded-b-lg border-line border-t px-5 py-2.5 text-sm font-medium text-accent hover:bg-hover hover:text-accent-hover"
        >
          <span>
            {more.label}
            <span className="sr-only">: {title}</span>
          </span>
          <ArrowRight className="size-4" aria-hidden="true" />
        </NextLink>
      ) : null}
    </section>
  );
}

function CounterLine({
  label,
  value,
  tone,
  part,
  first,
}: Omit<Counter, "parts"> & { part?: boolean; first?: boolean }) {
  return (
    <div
      className={cx(
        "flex items-baseline justify-between gap-4",
        part ? "pb-1.5 pl-3 text-xs text-muted" : cx("py-1.5", !first && "border-line border-t"),
      )}
    >
      <dt className="text-muted">{label}</dt>
      <dd className={cx("tabular-nums", part ? "" : "font-medium", tone === "danger" && "text-danger")}>{value}</dd>
    </div>
  );
}
