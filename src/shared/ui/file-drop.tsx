"use client";

import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "./button";
import { cx } from "./cx";
import { FormField } from "./form-field";

/** Where one file is dropped, or chosen with the button. What is shown of the file taken is the caller's: `children`. */
export function FileDrop({
  label,
  chooseLabel,
  hint,
  accept,
  error,
  disabled,
  onFiles,
  children,
}: {
  label: string;
  chooseLabel: string;
  hint: string;
  /** As of `<input type="file">`. */
  accept?: string;
  error?: string;
  disabled: boolean;
  /** What was dropped or chosen; several when several were dropped. */
  onFiles: (files: File[]) => void;
  children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    if (!disabled) onFiles([...(files ?? [])]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <FormField kind="group" label={label} labelHidden name="file" error={error}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        id="field-file"
        tabIndex={-1}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex flex-col items-center gap-2 rounded-lg border-2 border-dashed px-4 py-8 text-center text-sm",
          over ? "border-accent bg-accent-soft" : "border-line-control/60 bg-sunken",
        )}
      >
        {children}
        <input
          ref={input}
          type="file"
          accept={accept}
          aria-label={label}
          className="sr-only"
          tabIndex={-1}
          disabled={disabled}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        <Button size="sm" disabled={disabled} onClick={() => input.current?.click()}>
          {chooseLabel}
        </Button>
        <p className="text-xs text-muted">{hint}</p>
      </div>
    </FormField>
  );
}
