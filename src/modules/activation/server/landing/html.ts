const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Markup that is known to be safe. */
export type Markup = { markup: string };

function written(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(written).join("");
  if (typeof value === "object" && "markup" in value) return (value as Markup).markup;
  return String(value).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** A template whose values are escaped, unless they are markup themselves; null and false write nothing. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return { markup: parts.reduce((all, part, i) => all + written(values[i - 1]) + part) };
}

/** Markup from a source that needs no escaping (our own styles, an SVG made here). */
export function trusted(markup: string): Markup {
  return { markup };
}
