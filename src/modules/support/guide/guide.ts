import type { AccountType } from "@/authz";
import { defaultLocale, type Locale } from "@/i18n/locales";
import de from "./de.json";
import en from "./en.json";
import es from "./es.json";
import fr from "./fr.json";
import it from "./it.json";

/** A paragraph, steps in their order, or a note. */
export type GuideBlock = string | string[] | { note: string };
export type GuideTopic = {
  id: string;
  title: string;
  /** The types of accounts that it concerns. */
  for: AccountType[];
  /** Its picture, `public/guide/<image>.<language>.jpg` (its reader gets it with the language), made by `npm run guide:screenshots`; and what is to be seen on it. */
  image?: string;
  alt?: string;
  blocks: GuideBlock[];
};
export type GuideChapter = { id: string; title: string; topics: GuideTopic[] };
type Words = Record<"encoder" | "plusProduct" | "settingsApp", string>;

/** The guide in each language; the first is the one that others are compared with. */
export const guides = { en, fr, es, de, it } satisfies Record<Locale, unknown> as unknown as Record<
  string,
  GuideChapter[]
>;

/** The file of a topic's picture, below the project's folder. */
export function pictureFile(image: string, locale: string): string {
  return `public/guide/${image}.${locale}.jpg`;
}

/**
 * The guide for an account of a type, in a language, with the operator's words for its products filled in. A picture that was not
 * made yet in that language (`hasPicture`) is the English one, or left out.
 */
export function guideFor(
  locale: string,
  type: AccountType,
  words: Words,
  hasPicture: (file: string) => boolean,
): GuideChapter[] {
  const fill = (text: string) =>
    text.replace(/\{(encoder|plusProduct|settingsApp)\}/g, (_, word: keyof Words) => words[word]);
  const block = (given: GuideBlock): GuideBlock => {
    if (typeof given === "string") return fill(given);
    return Array.isArray(given) ? given.map(fill) : { note: fill(given.note) };
  };
  return (guides[locale] ?? guides.en ?? [])
    .map((chapter) => ({
      ...chapter,
      topics: chapter.topics
        .filter((topic) => topic.for.includes(type))
        .map((topic) => ({
          ...topic,
          image: [locale, defaultLocale]
            .filter((one) => topic.image && hasPicture(pictureFile(topic.image, one)))
            .map((one) => `${topic.image}.${one}`)[0],
          blocks: topic.blocks.map(block),
        })),
    }))
    .filter((chapter) => chapter.topics.length > 0);
}
