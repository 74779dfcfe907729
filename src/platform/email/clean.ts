/* Control characters (C0, C1), line and paragraph separators, and marks that turn the reading direction (spoofing). */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
/** The private characters that frame marks (see render.tsx). */
const MARKS = /[\ue000\ue001]/g;

/** Nearly every text: printable Latin without double or outer spaces. Such a text needs no cleaning. */
const CLEAN = /^(?:[!-~\u00a1-\u024f]| (?=[!-~\u00a1-\u024f]))*$/;

/** One line of visible text: what may stand in a header or a sentence. */
export function oneLine(text: string): string {
  if (CLEAN.test(text) && !text.startsWith(" ")) return text;
  return text.toWellFormed().replace(BREAKS, " ").replace(UNSEEN, "").replace(MARKS, "").replace(/ {2,}/g, " ").trim();
}

/** Text whose line breaks count, each as \n, at most two in a row. */
export function manyLines(text: string): string {
  const lines = text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .split("\n")
    .map(oneLine);
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Links as the product makes them; needs no parsing. */
const PLAIN_URL = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?\/[\w\-./?=&%~]*$/;

/**
 * A web address as it may stand in a mail.
 *
 * @throws Error when it is no absolute http or https address.
 */
export function webAddress(text: string): string {
  if (PLAIN_URL.test(text)) return text;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password) {
    throw new Error("An address in an e-mail must be absolute and begin with https:// or http://.");
  }
  return url.href;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/** Escapes a text for HTML, as React does in texts and attributes alike. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;

/** Whether a text is one plain e-mail address: no list, no name, no quoting, no control character. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}
