"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { Dialog } from "@/shared/ui/dialog";
import { Notice } from "@/shared/ui/states";
import type { RevealedToken } from "../contract";

/** Shows a token, this once (R148, R154). */
export function RevealedTokenDialog({ token, onClose }: { token: RevealedToken | null; onClose: () => void }) {
  const t = useTranslations("webApi.settings");
  const parts = token
    ? [
        { label: t("token"), text: token.accessToken },
        { label: t("clientId"), text: token.clientId },
        { label: t("clientSecret"), text: token.clientSecret },
      ]
    : [];
  return (
    <Dialog
      open={token !== null}
      onOpenChange={onClose}
      dismissible={false}
      size="lg"
      title={t("revealTitle")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("revealDone")}
        </Button>
      }
    >
      <div className="space-y-4">
        <Notice tone="warning">{t("revealText")}</Notice>
        <dl className="space-y-3">
          {parts.map(({ label, text }) => (
            <div key={label}>
              <dt className="text-xs text-muted">{label}</dt>
              <dd className="flex items-center gap-2">
                <code className="min-w-0 flex-1 rounded-md bg-neutral-soft px-2.5 py-1.5 text-sm [overflow-wrap:anywhere]">
                  {text}
                </code>
                <CopyButton text={text} what={label} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
