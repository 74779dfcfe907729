import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cx } from "@/shared/ui/cx";
import type { DashboardDto } from "./dashboard-dto";

const STEPS = [
  { key: "site", href: "/sites" },
  { key: "configuration", href: "/sites/last/configurations" },
  { key: "card", href: "/sites/last/cards" },
  { key: "send", href: "/sites/last/cards" },
] as const;

/** For a new end customer: the four steps to the first card (R190), what is done and what is next; gone once a card was sent. */
export function FirstSteps({ data, words }: { data: DashboardDto; words: { encoder: string; plusProduct: string } }) {
  const t = useTranslations("dashboard");
  if (!data.sites || data.sites.steps.send || !data.may.seeCards) return null;
  const done = data.sites.steps;
  // A Mobile ID+ card needs no configuration: with a card there, that step is not what is missing.
  const isDone = (key: (typeof STEPS)[number]["key"]) => done[key] || (key === "configuration" && done.card);
  const next = STEPS.find((step) => !isDone(step.key))?.key;
  return (
    <Card title={t("steps.title")} description={t("steps.description")} className="mb-7">
      <ol className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {STEPS.map((step, index) => {
          const state = isDone(step.key) ? "done" : step.key === next ? "next" : "later";
          return (
            <li
              key={step.key}
              className={cx(
                "flex flex-col rounded-lg border px-4 py-3.5 text-sm",
                state === "next" ? "border-accent bg-accent-soft" : "border-line",
              )}
            >
              <p className="flex items-center gap-2.5">
                <span
                  className={cx(
                    "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums",
                    state === "later" ? "border border-line-control text-muted" : "bg-accent text-on-accent",
                  )}
                  aria-hidden="true"
                >
                  {state === "done" ? <Check className="size-3.5" /> : index + 1}
                </span>
                <span className="font-semibold">{t(`steps.${step.key}`)}</span>
                <span className="sr-only">{t(`steps.${state}`)}</span>
              </p>
              <p className="mt-1.5 flex-1 text-muted">{t(`steps.${step.key}Text`, words)}</p>
              {state === "next" ? (
                <LinkButton href={step.href} variant="primary" size="sm" className="mt-3 self-start">
                  {t(`steps.${step.key}Action`)}
                </LinkButton>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
