"use client";

import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from "react";

const load = () => import("./floating-panels");
const TooltipPanel = lazy(() => load().then((module) => ({ default: module.TooltipPanel })));

/**
 * A remark on the control inside, on hover and on focus; Escape closes it. Never the only place of a needed text
 * (phones have no hover), and the control keeps a name of its own.
 */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const wrapper = useRef<HTMLSpanElement>(null);
  const control = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const element = control.current;
    if (!open || !element) return;
    element.setAttribute("aria-describedby", id);
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    addEventListener("keydown", onKey);
    return () => {
      element.removeAttribute("aria-describedby");
      removeEventListener("keydown", onKey);
    };
  }, [open, id]);

  const show = (delay: number) => {
    load();
    control.current = wrapper.current?.firstElementChild as HTMLElement | null;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the control inside, which is the interactive one
    <span
      ref={wrapper}
      className="contents"
      onPointerEnter={(event) => event.pointerType === "mouse" && show(400)}
      onPointerLeave={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(0)}
      onBlur={hide}
    >
      {children}
      {open ? (
        <Suspense fallback={null}>
          <TooltipPanel anchor={control} id={id} text={text} onClose={hide} />
        </Suspense>
      ) : null}
    </span>
  );
}
