import { expect, test } from "vitest";
import { loadCatalogue } from "@/i18n/catalogues";
import { locales } from "@/i18n/locales";
import { EMAIL_KINDS, mailVariables } from "@/platform/email/own-texts";

type Texts = { mails: { kinds: Record<string, { name: string; when: string }> }; variables: Record<string, string> };

/** The panel names every mail and every value that a mail's words may hold, in each language. */
test.each(locales)("the Personalization Panel names every e-mail and its values (%s)", (locale) => {
  const { mails, variables } = (loadCatalogue(locale) as unknown as { personalization: Texts }).personalization;
  expect(EMAIL_KINDS.filter((kind) => !mails.kinds[kind]?.name || !mails.kinds[kind]?.when)).toEqual([]);
  expect(Object.keys(mails.kinds).filter((kind) => !(EMAIL_KINDS as string[]).includes(kind))).toEqual([]);
  const values = new Set(EMAIL_KINDS.flatMap(mailVariables));
  expect([...values].filter((name) => !variables[name])).toEqual([]);
  expect(Object.keys(variables).filter((name) => !values.has(name))).toEqual([]);
});
