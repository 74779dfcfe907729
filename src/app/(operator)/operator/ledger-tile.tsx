"use client";

import { useMutation } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

type Difference = {
  what: string;
  accountId: string | null;
  subject: string | null;
  expected: string | null;
  found: string | null;
};
type Check = { at: string; entries: number; accounts: number; differences: Difference[] };

/** What the last check of the whole ledger found; undefined while it is read, null before the first. */
export function LedgerTile({
  check,
  mayCheck,
  timeZone,
}: {
  check: Check | null | undefined;
  mayCheck: boolean;
  timeZone: string;
}) {
  const t = useTranslations("operator.overview");
  const locale = useLocale();
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const run = useMutation(
    trpc.operator.checkLedger.mutationOptions({
      onSuccess: () => toast.info(t("checkStarted")),
      onError: (error) => toast.error(errorText(error)),
    }),
  );
  return (
    <Card
      title={
        <span className="flex items-center gap-2.5 text-base [&_svg]:size-[1.125rem] [&_svg]:text-accent">
          <Scale aria-hidden="true" />
          {t("ledger")}
        </span>
      }
      actions={
        mayCheck ? (
          <Button size="sm" busy={run.isPending} onClick={() => run.mutate()}>
            {t("checkNow")}
          </Button>
        ) : null
      }
    >
      {check ? (
        <div className="space-y-3 text-sm">
          {check.differences.length === 0 ? (
            <Notice tone="success" title={t("ledgerSound")} />
          ) : (
            <Notice tone="danger" title={t("ledgerDiffers", { count: check.differences.length })} />
          )}
          <p className="text-muted">
            {t("ledgerChecked", {
              time: formatDateTime(check.at, { timeZone }),
              entries: formatNumber(check.entries, locale),
              accounts: formatNumber(check.accounts, locale),
            })}
          </p>
          {check.differences.length > 0 ? (
            <ul className="max-h-48 space-y-1 overflow-auto text-xs">
              {check.differences.map((one) => (
                <li key={`${one.what}${one.accountId}${one.subject}`}>
                  {one.what} · {[one.accountId, one.subject].filter(Boolean).join(" · ")}: {one.expected} ≠ {one.found}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : (
        <p className="text-sm text-muted">{check === null ? t("ledgerNever") : "…"}</p>
      )}
    </Card>
  );
}
