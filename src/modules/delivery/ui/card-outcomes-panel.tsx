import { useTranslations } from "next-intl";
import { useErrorText } from "@/trpc/errors";
import type { ActionResult } from "../contract";

/** Why cards are left as they are, by the reason, with how many each. */
export function CardReasons({ title, reasons }: { title: string; reasons: { code: string; count: number }[] }) {
  const t = useTranslations("cards");
  const { codeText } = useErrorText();
  if (reasons.length === 0) return null;
  return (
    <div>
      <p className="text-muted">{title}</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5">
        {reasons.map(({ code, count }) => (
          <li key={code}>{t("confirm.skippedLine", { count, reason: codeText(code) })}</li>
        ))}
      </ul>
    </div>
  );
}

/** After a mass action: what became of the cards for which it failed. */
export function CardOutcomes({ result }: { result: ActionResult }) {
  const t = useTranslations("cards");
  const reasons = new Map<string, number>();
  for (const outcome of result.outcomes)
    if (!outcome.ok) reasons.set(outcome.code, (reasons.get(outcome.code) ?? 0) + 1);
  return (
    <div className="text-sm" role="status">
      <CardReasons
        title={t("confirm.failed", { count: result.outcomes.length - result.done })}
        reasons={[...reasons].map(([code, count]) => ({ code, count }))}
      />
    </div>
  );
}
