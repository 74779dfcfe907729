import type { EmailBrand } from "@emails/_brand/brand";
import { hasButton, isEssential, partsOf } from "@emails/_components/essentials";
import { standardDoc } from "@emails/_components/standard-doc";
import type { EmailTemplate, MailProps, MailValue } from "@emails/_components/template";
import type { OwnMailText } from "@emails/_components/text-doc";
import { type EmailKind, emailCatalogue } from "@emails/catalogue";
import type { Locale } from "@/i18n/locales";
import { type RenderedEmail, renderEmailDirectly } from "./render";
import { mailText } from "./texts";

type Data = Record<string, MailValue>;
const templateOf = (kind: EmailKind) => emailCatalogue[kind] as unknown as EmailTemplate<Data>;

/** Every kind of automatic mail. */
export const EMAIL_KINDS = Object.keys(emailCatalogue) as EmailKind[];

/** The values of a mail that an account's own words may use: texts and numbers that are no addresses and decide no layout. */
export function mailVariables(kind: EmailKind): string[] {
  const { sample, variants } = templateOf(kind);
  return Object.entries(sample)
    .filter(([, value]) => typeof value === "number" || (typeof value === "string" && value !== ""))
    .map(([key]) => key)
    .filter((key) => !key.endsWith("Url") && !variants?.includes(key));
}

/** What a mail's own words must or may keep in one block: a link that the reader must get, other parts, or nothing. */
export function mailEssentials(kind: EmailKind, brand: EmailBrand): "link" | "parts" | "none" {
  const body = templateOf(kind).body(propsOf("en", brand, templateOf(kind).sample));
  if (hasButton(body)) return "link";
  return partsOf(body).some(isEssential) ? "parts" : "none";
}

/** A mail's standard words as an account would begin to change them: its values as `{{name}}` and variables. */
export function standardText(kind: EmailKind, locale: Locale, brand: EmailBrand): OwnMailText {
  const template = templateOf(kind);
  const named = Object.fromEntries(mailVariables(kind).map((key) => [key, `{{${key}}}`]));
  const counted = Object.fromEntries(Object.entries(template.sample).filter(([, value]) => typeof value === "number"));
  // Numbers decide plurals: in the standard words they stay as in the sample.
  const props = propsOf(locale, brand, { ...template.sample, ...named, ...counted });
  return { subject: template.subject(props), body: standardDoc(template.body(props)) };
}

/** A mail with its sample values, in a brand and words that need not be saved. */
export function renderSample(kind: EmailKind, locale: Locale, brand: EmailBrand): Promise<RenderedEmail> {
  return renderEmailDirectly(kind, { brand, locale, data: templateOf(kind).sample as never });
}

/** The sample values of a kind of mail. */
export function sampleData(kind: EmailKind): Data {
  return templateOf(kind).sample;
}

function propsOf(locale: Locale, brand: EmailBrand, data: Data): MailProps<Data> {
  return { brand, locale, t: mailText(locale, brand), data };
}
