"use client";

import NextLink from "next/link";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx";

const tabClass = (selected: boolean) =>
  cx(
    "relative -mb-px inline-flex min-h-10 items-center gap-2 border-b-2 px-1 text-sm whitespace-nowrap",
    selected
      ? "border-accent font-semibold text-ink"
      : "border-transparent text-muted hover:border-line-control hover:text-ink",
  );

const count = (value: ReactNode) =>
  value === undefined ? null : (
    <span className="rounded-full bg-neutral-soft px-1.5 text-2xs font-medium text-ink tabular-nums">{value}</span>
  );

export type Tab = { id: string; label: ReactNode; count?: ReactNode; content: ReactNode };

/** Panels of which one shows; arrow keys move, as the ARIA pattern says. Uncontrolled unless `value` is given. */
export function Tabs({
  label,
  items,
  value,
  onChange,
  className,
}: {
  label: string;
  items: Tab[];
  value?: string;
  onChange?: (id: string) => void;
  className?: string;
}) {
  const base = useId();
  const [own, setOwn] = useState(items[0]?.id);
  const selected = value ?? own;
  const list = useRef<HTMLDivElement>(null);
  const choose = (id: string) => {
    setOwn(id);
    onChange?.(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = items[(to + items.length) % items.length];
    if (!next) return;
    choose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
  };
  const current = items.find((item) => item.id === selected);
  return (
    <div className={className}>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="mb-4 flex gap-5 overflow-x-auto overflow-y-hidden border-line border-b"
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="tab"
            id={`${base}-${item.id}-tab`}
            data-tab={item.id}
            aria-selected={item.id === selected}
            aria-controls={item.id === selected ? `${base}-${item.id}-panel` : undefined}
            tabIndex={item.id === selected ? 0 : -1}
            onClick={() => choose(item.id)}
            className={tabClass(item.id === selected)}
          >
            {item.label}
            {count(item.count)}
          </button>
        ))}
      </div>
      {current ? (
        <div role="tabpanel" id={`${base}-${current.id}-panel`} aria-labelledby={`${base}-${current.id}-tab`}>
          {current.content}
        </div>
      ) : null}
    </div>
  );
}

/** Tabs that are pages of their own: links, one of them current. */
export function TabNav({
  label,
  items,
  className,
}: {
  label: string;
  items: { href: string; label: ReactNode; count?: ReactNode; current?: boolean }[];
  className?: string;
}) {
  const nav = useRef<HTMLElement>(null);
  const at = items.findIndex((item) => item.current);
  useEffect(() => {
    // Where the tabs don't fit, the current one is in view.
    const list = nav.current;
    const tab = list?.children[at];
    if (list && tab) list.scrollLeft += tab.getBoundingClientRect().left - list.getBoundingClientRect().left - 16;
  }, [at]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className={cx("mb-5 flex gap-5 overflow-x-auto overflow-y-hidden border-line border-b", className)}
    >
      {items.map((item) => (
        <NextLink
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className={tabClass(Boolean(item.current))}
        >
          {item.label}
          {count(item.count)}
        </NextLink>
      ))}
    </nav>
  );
}
