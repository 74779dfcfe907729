import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CardChip } from "./card-chip";
import type { Words } from "./words";

/** The steps that lead to a card on a phone, for both kinds (R190, R212). */
export function CardSteps({
  words,
  hasConfiguration,
  action,
}: {
  words: Words;
  hasConfiguration: boolean;
  action: ReactNode;
}) {
  const t = useTranslations("cards.empty");
  const ways = [
    { kind: "PRIVATE_ID" as const, title: t("blue"), steps: ["site", "pse", "card", "send"] as const },
    { kind: "MOBILE_ID_PLUS" as const, title: t("orange", words), steps: ["site", "card", "send"] as const },
  ];
  return (
    <div className="space-y-5">
      <div className="grid gap-4 text-left sm:grid-cols-2">
        {ways.map(({ kind, title, steps }) => (
          <div key={kind} className="rounded-lg border border-line p-4">
            <h2 className="flex items-center gap-2 text-sm font-semibold">
              <CardChip kind={kind} plusProduct={words.plusProduct} />
              {title}
            </h2>
            <ol className="mt-3 space-y-1.5 text-sm">
              {steps.map((step, index) => {
                const done = step === "site" || (step === "pse" && hasConfiguration);
                return (
                  <li key={step} className={done ? "flex gap-2 text-muted line-through" : "flex gap-2"}>
                    <span className="tabular-nums">{index + 1}.</span>
                    {t(step)}
                  </li>
                );
              })}
            </ol>
          </div>
        ))}
      </div>
      {action}
    </div>
  );
}
