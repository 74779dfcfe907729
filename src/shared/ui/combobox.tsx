"use client";

import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { cx } from "./cx";
import { useFieldProps } from "./form-field";

export type ComboboxOption = { value: string; label: string; hint?: string };

type ComboboxProps = {
  options: ComboboxOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  /** Given when the server searches: `options` are then shown as they come. */
  onSearch?: (text: string) => void;
  loading?: boolean;
  /** Label of the chosen value when it is not among `options` (a page of a long list). */
  selectedLabel?: string;
  placeholder?: string;
  disabled?: boolean;
  id?: string;
  name?: string;
  "aria-label"?: string;
  className?: string;
};

/** Ignores case and accents, as people do when they search. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** One of many, found by typing (ARIA combobox with a list). A hidden input carries `name` in forms. */
export function Combobox({
  options,
  value,
  onChange,
  onSearch,
  loading,
  selectedLabel,
  placeholder,
  disabled,
  className,
  ...rest
}: ComboboxProps) {
  const t = useTranslations("shared");
  const field = useFieldProps(rest);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);

  const chosen = options.find((option) => option.value === value)?.label ?? selectedLabel ?? "";
  const shown =
    onSearch || !text
      ? options
      : options.filter((option) => plain(`${option.label} ${option.hint ?? ""}`).includes(plain(text)));

  // The list lives in the top layer, so that no dialog or table cuts it off; it follows the field.
  useLayoutEffect(() => {
    const box = list.current;
    const anchor = input.current;
    if (!open || !box || !anchor) return;
    const place = () => {
      const at = anchor.getBoundingClientRect();
      const below = innerHeight - at.bottom - 12;
      const up = below < 180 && at.top > below;
      box.style.width = `${at.width}px`;
      box.style.left = `${at.left}px`;
      box.style.maxHeight = `${Math.min(288, up ? at.top - 12 : below)}px`;
      box.style.top = up ? "auto" : `${at.bottom + 4}px`;
      box.style.bottom = up ? `${innerHeight - at.top + 4}px` : "auto";
    };
    box.showPopover();
    place();
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place, true);
      removeEventListener("resize", place);
    };
  }, [open]);

  useEffect(() => {
    if (open) list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [open, active]);

  const close = () => {
    setOpen(false);
    setText(null);
    if (text) onSearch?.("");
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (!option) return;
    onChange(option.value);
    close();
  };
  const start = () => {
    if (disabled || open) return;
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return start();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (shown.length) setActive((active + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && open) {
      // Only the list closes, not the dialog around it.
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  };
  return (
    <span className={cx("relative block", className)}>
      {field.name ? <input type="hidden" name={field.name} value={value ?? ""} /> : null}
      <input
        {...field}
        name={undefined}
        ref={input}
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && shown[active] ? `${listId}-${active}` : undefined}
        className="field pr-8"
        placeholder={placeholder}
        disabled={disabled}
        value={text ?? chosen}
        onClick={start}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
          if (event.target.value === "") onChange(null);
          onSearch?.(event.target.value);
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-muted"
        aria-hidden="true"
      />
      {open ? (
        <div
          ref={list}
          popover="manual"
          id={listId}
          role="listbox"
          aria-label={t("combobox.options")}
          className="m-0 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-pop"
          onPointerDown={(event) => event.preventDefault()}
        >
          {shown.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which keeps the focus
            <div
              key={option.value}
              id={`${listId}-${index}`}
              data-index={index}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              onClick={() => choose(option)}
              onPointerMove={() => active !== index && setActive(index)}
              className={cx(
                "flex items-center gap-2 rounded-md px-2.5 py-1.5 pointer-coarse:py-2.5",
                index === active && "bg-hover",
              )}
            >
              <span className="min-w-0 flex-1 truncate">
                {option.label}
                {option.hint ? <span className="ml-2 text-xs text-muted">{option.hint}</span> : null}
              </span>
              {option.value === value ? <Check className="size-4 shrink-0 text-accent" aria-hidden="true" /> : null}
            </div>
          ))}
          {shown.length === 0 ? (
            <div
              role="option"
              aria-disabled="true"
              aria-selected="false"
              tabIndex={-1}
              className="px-2.5 py-1.5 text-muted"
            >
              {t(loading ? "combobox.loading" : "combobox.none")}
            </div>
          ) : null}
        </div>
      ) : null}
    </span>
  );
}
