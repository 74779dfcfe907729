import { createHash } from "node:crypto";
import type { EmailBrand } from "@emails/_brand/brand";
import { Layout } from "@emails/_components/layout";
import { OwnText, ownSubject } from "@emails/_components/own-text";
import type { EmailTemplate, MailProps, MailValue } from "@emails/_components/template";
import { type EmailData, type EmailKind, emailCatalogue } from "@emails/catalogue";
import { render as renderReact, toPlainText } from "@react-email/render";
import type { Locale } from "@/i18n/locales";
import { escapeHtml, manyLines, oneLine, webAddress } from "./clean";
import { Lru } from "./lru";
import { mailLocale, mailText } from "./texts";

export type RenderedEmail = { subject: string; html: string; text: string };

type Data = Record<string, MailValue>;
type Input<Kind extends EmailKind> = { brand: EmailBrand; locale: string; data: EmailData<Kind> };

/*
 * A mail is rendered once per kind, language, brand and shape of its data, with a mark in place of each text value;
 * every further mail of that sort only fills the marks in. A mark is the value's place between two private-use characters,
 * which `clean.ts` takes out of all values. Numbers, switches and variants are part of the shape: they decide plurals and layout.
 */
type Piece = { key: string } | string;
type Compiled = { subject: Piece[]; html: Piece[]; text: Piece[] };

const OPEN = "\ue000";
const CLOSE = "\ue001";
const MARK = /\ue000([A-Za-z0-9]+)\ue001/;
const SUBJECT_LIMIT = 200;

const compiled = new Lru<Promise<Compiled>>(500);

/**
 * Renders a mail: subject, HTML and text. Values are data: they are escaped, and freed of control characters.
 *
 * @throws Error when an address is not http(s), or a text of the catalogue is missing.
 */
export async function renderEmail<Kind extends EmailKind>(
  kind: Kind,
  { brand, locale, data }: Input<Kind>,
): Promise<RenderedEmail> {
  const template = templateOf(kind);
  const values = cleanValues(template, data as Data);
  const language = mailLocale(locale);
  const key = [kind, language, brandKey(brand), shapeOf(template, values)].join("|");
  let parts = compiled.get(key);
  if (!parts) {
    parts = compile(kind, brand, language, values);
    compiled.set(key, parts);
    parts.catch(() => compiled.delete(key));
  }
  return fill(await parts, values);
}

/** Renders without the store of compiled mails: what `renderEmail` must equal. For tests and previews of unsaved brands. */
export async function renderEmailDirectly<Kind extends EmailKind>(
  kind: Kind,
  { brand, locale, data }: Input<Kind>,
): Promise<RenderedEmail> {
  const template = templateOf(kind);
  const parts = await produce(kind, cleanBrand(brand), mailLocale(locale), cleanValues(template, data as Data));
  return { ...parts, subject: subjectLine(parts.subject) };
}

function templateOf(kind: EmailKind): EmailTemplate<Data> {
  return emailCatalogue[kind] as unknown as EmailTemplate<Data>;
}

function cleanValues(template: EmailTemplate<Data>, data: Data): Data {
  const values: Data = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== "string") values[key] = value;
    else if (key.endsWith("Url")) values[key] = webAddress(value);
    else values[key] = template.multiline?.includes(key) ? manyLines(value) : oneLine(value);
  }
  return values;
}

function isMarked(template: EmailTemplate<Data>, key: string, value: MailValue): value is string {
  return typeof value === "string" && value !== "" && !template.variants?.includes(key);
}

function shapeOf(template: EmailTemplate<Data>, values: Data): string {
  let shape = "";
  for (const key in values)
    shape += isMarked(template, key, values[key]) ? `,${key}` : `,${key}=${String(values[key] ?? "")}`;
  return shape;
}

async function compile(kind: EmailKind, brand: EmailBrand, locale: Locale, values: Data): Promise<Compiled> {
  const template = templateOf(kind);
  const marked = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      isMarked(template, key, value) ? `${OPEN}${key}${CLOSE}` : value,
    ]),
  );
  const parts = await produce(kind, cleanBrand(brand), locale, marked);
  return { subject: pieces(parts.subject), html: pieces(parts.html), text: pieces(parts.text) };
}

async function produce(kind: EmailKind, brand: EmailBrand, locale: Locale, data: Data): Promise<RenderedEmail> {
  const template = templateOf(kind);
  const t = mailText(locale, brand);
  const props: MailProps<Data> = { brand, locale, t, data };
  const own = brand.texts?.[kind]?.[locale];
  const standard = template.body(props);
  const html = await renderReact(
    <Layout brand={brand} locale={locale} t={t} preheader={own ? "" : template.preheader(props)}>
      {own ? <OwnText doc={own.body} values={data} standard={standard} /> : standard}
    </Layout>,
  );
  return { subject: own ? ownSubject(own.subject, data) : template.subject(props), html, text: plainText(html) };
}

function plainText(html: string): string {
  const heading = { selector: "h1", options: { uppercase: false } };
  return `${toPlainText(html, { selectors: [heading] })
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}

function pieces(rendered: string): Piece[] {
  return rendered.split(MARK).map((part, index) => (index % 2 === 1 ? { key: part } : part));
}

function fill(parts: Compiled, values: Data): RenderedEmail {
  let [subject, html, text] = ["", "", ""];
  for (const piece of parts.subject) subject += typeof piece === "string" ? piece : values[piece.key];
  for (const piece of parts.text) text += typeof piece === "string" ? piece : values[piece.key];
  const escaped: Record<string, string> = {};
  for (const piece of parts.html) {
    if (typeof piece === "string") html += piece;
    else {
      escaped[piece.key] ??= escapeHtml(values[piece.key] as string).replaceAll("\n", "<br/>");
      html += escaped[piece.key];
    }
  }
  return { subject: subjectLine(subject), html, text };
}

function subjectLine(text: string): string {
  const line = oneLine(text);
  return line.length > SUBJECT_LIMIT ? `${line.slice(0, SUBJECT_LIMIT - 1).toWellFormed()}…` : line;
}

function cleanBrand(brand: EmailBrand): EmailBrand {
  const words = Object.fromEntries(Object.entries(brand.words).map(([key, word]) => [key, oneLine(word)]));
  return {
    ...brand,
    productName: oneLine(brand.productName),
    companyName: oneLine(brand.companyName),
    copyright: oneLine(brand.copyright),
    contactEmail: brand.contactEmail ? oneLine(brand.contactEmail) : null,
    logoUrl: brand.logoUrl ? webAddress(brand.logoUrl) : null,
    words: words as EmailBrand["words"],
  };
}

const brandKeys = new WeakMap<EmailBrand, string>();

/** A brand's fingerprint, remembered per object: thousands of mails share one. */
function brandKey(brand: EmailBrand): string {
  let key = brandKeys.get(brand);
  if (!key) {
    key = createHash("sha256").update(JSON.stringify(brand)).digest("base64url");
    brandKeys.set(brand, key);
  }
  return key;
}
