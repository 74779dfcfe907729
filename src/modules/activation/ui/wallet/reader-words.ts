"use client";

import { useTranslations } from "next-intl";
import type { IdentificationMode } from "../../contract";

/** The words of reader configurations for what a wallet shows of them; a name that they lack stands for itself. */
export function useReaderWords() {
  const words = useTranslations("readerConfigurations");
  const named = (group: "settings" | "modes", key: string) =>
    words.has(`${group}.${key}` as "modes.badge") ? words(`${group}.${key}` as "modes.badge") : key;
  const reach = (value: string | number) => {
    if (typeof value === "number") return words("ranges.metres", { metres: value });
    return words.has(`ranges.${value}` as "ranges.contact") ? words(`ranges.${value}` as "ranges.contact") : value;
  };
  return {
    named,
    /** "Badge (contact), Remote (10 m)" */
    modes: (all: readonly IdentificationMode[]) =>
      all.map(({ mode, range }) => `${named("modes", mode)} (${reach(range)})`).join(", "),
  };
}
