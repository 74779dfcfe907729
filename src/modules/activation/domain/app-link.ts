const HARMFUL = /^(javascript|data|vbscript|file|blob):/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Fills an operator's deep link: `{token}` and `{link}` (percent-encoded) stand for the link's own.
 * Null for none, and for an address that a page must not carry.
 */
export function appLink(template: string | null | undefined, link: string, token: string): string | null {
  const text = template?.trim();
  if (!text || !SCHEME.test(text) || HARMFUL.test(text)) return null;
  return text.replaceAll("{link}", encodeURIComponent(link)).replaceAll("{token}", encodeURIComponent(token));
}

/** A store's address; null unless it is https. */
export function storeLink(address: string | null | undefined): string | null {
  const text = address?.trim();
  return text && /^https:\/\/[^\s"'<>]+$/i.test(text) ? text : null;
}
