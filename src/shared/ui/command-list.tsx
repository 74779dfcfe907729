"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx";
import { Kbd } from "./details";
import { Spinner } from "./spinner";

export type CommandItem = {
  id: string;
  label: string;
  hint?: string;
  /** Further words by which it is found; not shown. */
  keywords?: string;
  icon?: ReactNode;
  /** Keys that do the same, shown at the right. */
  keys?: string[];
  onSelect: () => void;
};
export type CommandGroup = {
  heading: string;
  items: CommandItem[];
  /** The server has searched: its items are shown as they come. */
  searched?: boolean;
};

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether every typed word stands in a text; without case and accents. */
export function matches(text: string, term: string): boolean {
  const within = plain(text);
  return plain(term)
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** A field above one list of all that can be done from here (ARIA combobox with groups): typing narrows it, arrows and Enter choose. */
export function CommandList({
  groups,
  term,
  onTerm,
  label,
  placeholder,
  none,
  loading,
  loadingLabel,
}: {
  groups: CommandGroup[];
  term: string;
  onTerm: (term: string) => void;
  label: string;
  placeholder: string;
  none: string;
  loading: boolean;
  loadingLabel: string;
}) {
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const shown = groups
    .map((group) => ({
      ...group,
      items: group.searched
        ? group.items
        : group.items.filter((item) => matches(`${item.label} ${item.hint ?? ""} ${item.keywords ?? ""}`, term)),
    }))
    .filter((group) => group.items.length > 0);
  const items = shown.flatMap((group) => group.items);
  const at = Math.min(active, Math.max(0, items.length - 1));

  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const next = steps[event.key];
    // Home and End belong to the text while there is one.
    if (next !== undefined && items.length > 0 && (event.key.startsWith("Arrow") || term === "")) {
      event.preventDefault();
      setActive((next + items.length) % items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      items[at]?.onSelect();
    }
  };
  let index = -1;
  return (
    <div className="-mx-5 -mb-5">
      <div className="relative px-5 pb-3">
        <Search
          className="pointer-events-none absolute top-0 bottom-3 left-8 my-auto size-4 text-muted"
          aria-hidden="true"
        />
        <input
          data-autofocus=""
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          className="field pl-9"
          placeholder={placeholder}
          value={term}
          onChange={(event) => {
            setActive(0);
            onTerm(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        {loading ? <Spinner className="absolute top-0 right-8 bottom-3 my-auto size-4 text-muted" /> : null}
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={label}
        className="h-[min(24rem,60dvh)] overflow-y-auto border-line border-t px-2 py-2 text-sm"
      >
        {shown.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by the role
          <div key={group.heading} role="group" aria-label={group.heading} className="mb-1.5">
            <p aria-hidden="true" className="px-3 pt-1.5 pb-1 text-xs font-semibold text-muted">
              {group.heading}
            </p>
            {group.items.map((item) => {
              index += 1;
              return (
                <Option key={item.id} item={item} index={index} listId={listId} active={at} onActive={setActive} />
              );
            })}
          </div>
        ))}
        {items.length === 0 ? (
          <p role="presentation" className="px-3 py-6 text-center text-muted [overflow-wrap:anywhere]">
            {loading ? loadingLabel : none}
          </p>
        ) : null}
      </div>
      <p role="status" className="sr-only">
        {items.length === 0 && !loading ? none : null}
      </p>
    </div>
  );
}

function Option({
  item,
  index,
  listId,
  active,
  onActive,
}: {
  item: CommandItem;
  index: number;
  listId: string;
  active: number;
  onActive: (index: number) => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which keeps the focus
    <div
      id={`${listId}-${index}`}
      data-index={index}
      role="option"
      tabIndex={-1}
      aria-selected={index === active}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={() => index !== active && onActive(index)}
      onClick={item.onSelect}
      className={cx(
        "flex min-h-10 items-center gap-3 rounded-md px-3 py-1.5 pointer-coarse:min-h-12 [&_svg]:size-4 [&_svg]:shrink-0",
        index === active && "bg-hover",
      )}
    >
      <span className="text-muted">{item.icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{item.label}</span>
        {item.hint ? <span className="block truncate text-xs text-muted">{item.hint}</span> : null}
      </span>
      {item.keys ? <Keys keys={item.keys} /> : null}
    </div>
  );
}

/** Keys pressed one after the other; beside other things only for those who have a keyboard. */
export function Keys({ keys, always }: { keys: string[]; always?: boolean }) {
  return (
    <span className={cx("flex gap-1", !always && "pointer-coarse:hidden")}>
      {keys.map((key, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice
        <Kbd key={place}>{key}</Kbd>
      ))}
    </span>
  );
}
