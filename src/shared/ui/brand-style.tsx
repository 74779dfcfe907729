const color = /^#[0-9a-f]{6}$/i;

/**
 * Sets an account's header colours (`#rrggbb`; anything else is left out). A <style> with the document's nonce, because
 * the content security policy allows no style attributes.
 */
export function BrandStyle({
  nonce,
  background,
  foreground,
}: {
  nonce: string | undefined;
  background?: string | null;
  foreground?: string | null;
}) {
  const rules = [
    background && color.test(background) ? `--brand-header-bg:${background};` : "",
    foreground && color.test(foreground) ? `--brand-header-fg:${foreground};` : "",
  ].join("");
  return rules ? <style nonce={nonce}>{`:root{${rules}}`}</style> : null;
}
