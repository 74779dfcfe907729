"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";

/** A sheet over the wallet: a native modal dialog, so that focus and Escape behave as everywhere. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTranslations("wallet");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) {
      element.showModal();
      element.focus(); // the sheet itself, not its close button
    }
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="wl-sheet" tabIndex={-1} aria-label={title} onClose={onClose}>
      <div className="wl-sheet-head">
        <h2>{title}</h2>
        <button type="button" className="wl-round" aria-label={t("close")} onClick={onClose}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m6 6 12 12M18 6 6 18" />
          </svg>
        </button>
      </div>
      {children}
    </dialog>
  );
}
