"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from "react";
import { Button } from "./button";
import type { DialogProps } from "./dialog-panel";
import { FormField } from "./form-field";
import { Input } from "./input";
import { onFirstActivity } from "./preload";

const load = () => import("./dialog-panel");
const Panel = lazy(() => load().then((module) => ({ default: module.DialogPanel })));

/** A dialog over the page; its code is loaded at the first activity, its content mounted only while open. */
export function Dialog(props: DialogProps) {
  return <Lazily {...props} place="center" />;
}

/** A panel from the right, for one thing of a list; the whole screen on phones. */
export function Drawer(props: DialogProps) {
  return <Lazily {...props} place="right" />;
}

function Lazily(props: DialogProps & { place: "center" | "right" }) {
  useEffect(() => onFirstActivity(load), []);
  if (!props.open) return null;
  return (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  );
}

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, with its effect on credits where there is one (R306). */
  description?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "default" | "danger";
  /** The confirm button works only once this word is typed. */
  typeToConfirm?: string;
  /** May return a promise: the dialog is busy until it settles, and closes if it resolves. */
  onConfirm: () => unknown;
  error?: ReactNode;
  children?: ReactNode;
};

/** Asks before something that can't be undone. The focus starts on "Cancel". */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  tone = "default",
  typeToConfirm,
  onConfirm,
  error,
  children,
}: ConfirmDialogProps) {
  const t = useTranslations("shared");
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const formId = useId();
  const wordMissing = typeToConfirm !== undefined && typed.trim() !== typeToConfirm;

  useEffect(() => {
    if (!open) setTyped("");
  }, [open]);

  const confirm = async () => {
    if (busy || wordMissing) return;
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch {
      // The caller shows what went wrong by `error` or a toast; the dialog stays open for another try.
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      size="sm"
      dismissible={!busy}
      footer={
        <>
          <Button
            onClick={() => onOpenChange(false)}
            disabled={busy}
            data-autofocus={typeToConfirm === undefined ? "" : undefined}
          >
            {cancelLabel ?? t("dialog.cancel")}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={tone === "danger" ? "danger" : "primary"}
            busy={busy}
            disabled={wordMissing}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
        className="space-y-3 text-sm empty:hidden"
      >
        {children}
        {typeToConfirm !== undefined ? (
          <FormField label={t("dialog.typeToConfirm", { word: typeToConfirm })}>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </FormField>
        ) : null}
        {error ? (
          <p role="alert" className="font-medium text-danger">
            {error}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
