"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";

const QUESTIONS = [
  "notReceived",
  "changePhone",
  "pendingRevoke",
  "deleteActive",
  "available",
  "pse",
  "fields",
  "duplicates",
] as const;

/** Questions and answers, searched as one types (R311). */
export function SupportQuestions({ email, encoder }: { email: string; encoder: string }) {
  const t = useTranslations("support.faq");
  const [term, setTerm] = useState("");
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shown = QUESTIONS.map((key) => ({
    key,
    question: t(`items.${key}.q`),
    answer: t(`items.${key}.a`, { encoder }),
  })).filter(({ question, answer }) => plain(`${question} ${answer}`).includes(plain(term.trim())));
  return (
    <Card title={t("title")}>
      <FormField label={t("search")} name="question">
        <Input type="search" value={term} onChange={(event) => setTerm(event.target.value)} />
      </FormField>
      <div className="mt-3 divide-y divide-line">
        {shown.map(({ key, question, answer }) => (
          <details key={key} className="py-3 text-sm">
            <summary className="cursor-pointer font-semibold">{question}</summary>
            <p className="mt-2 text-muted">{answer}</p>
          </details>
        ))}
      </div>
      {shown.length === 0 ? <p className="mt-3 text-sm text-muted">{t("none", { term, email })}</p> : null}
    </Card>
  );
}
