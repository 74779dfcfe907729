import { type Locale, locales } from "@/i18n/locales";
import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import de from "./first-support/de.json";
import en from "./first-support/en.json";
import es from "./first-support/es.json";
import fr from "./first-support/fr.json";
import it from "./first-support/it.json";

/*
 * What the Support page holds at the first start, for the operator to keep, change or delete: questions with answers, a tutorial and
 * the releases of the manual (R311, R312). `{encoder}` is filled in once, with the operator's word.
 */

type Words = { title: string; body: string };

/** The entries' words in each language, in the order of `ITEMS`. */
const WORDS: Record<Locale, Words[]> = { en, fr, es, de, it };

/** The kinds of the entries; a release has its version and day beside. */
const ITEMS: { kind: "FAQ" | "TUTORIAL" | "RELEASE"; version?: string; releasedOn?: string }[] = [
  ...en.slice(0, -3).map(() => ({ kind: "FAQ" as const })),
  { kind: "TUTORIAL" },
  { kind: "RELEASE", version: "1.1", releasedOn: "2019-06-10" },
  { kind: "RELEASE", version: "1.0", releasedOn: "2018-07-11" },
];

/** Puts the first contents on the Support page of an empty platform. */
export async function makeFirstSupport({ tx, now }: Work, encoder: string): Promise<void> {
  const filled = ({ title = "", body = "" }: Partial<Words> = {}) => ({
    title: title.replaceAll("{encoder}", encoder),
    body: body.replaceAll("{encoder}", encoder),
  });
  await tx.supportItem.createMany({
    data: ITEMS.map(({ kind, version, releasedOn }, position) => ({
      id: newId(),
      kind,
      position,
      texts: Object.fromEntries(locales.map((locale) => [locale, filled(WORDS[locale][position])])),
      version,
      releasedOn: releasedOn ? new Date(`${releasedOn}T00:00:00Z`) : null,
      updatedAt: now,
    })),
  });
}
