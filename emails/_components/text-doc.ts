/*
 * An account's own words for a mail: a small document in the form that rich-text editors of the ProseMirror family write.
 * Nothing in it is markup: it is rendered as text, whatever it says.
 */
export type TextMark =
  | { type: "bold" }
  | { type: "italic" }
  | { type: "underline" }
  | { type: "link"; attrs: { href: string } };
export type TextInline =
  | { type: "text"; text: string; marks?: TextMark[] }
  /** A value of the mail, by its name in the template's data. */
  | { type: "variable"; attrs: { name: string }; marks?: TextMark[] }
  | { type: "hardBreak" };
export type TextParagraph = { type: "paragraph"; content?: TextInline[] };
export type TextBlock =
  | TextParagraph
  | { type: "heading"; content?: TextInline[] }
  | { type: "bulletList" | "orderedList"; content: { type: "listItem"; content: TextParagraph[] }[] }
  /** What the mail can't do without: its buttons, code and addresses, or its table of facts. */
  | { type: "essentials" };
export type TextDoc = { type: "doc"; content: TextBlock[] };

/** An account's own subject (with `{{name}}` for values) and body of one kind of mail. */
export type OwnMailText = { subject: string; body: TextDoc };

export const VARIABLE = /\{\{\s*([A-Za-z0-9]+)\s*\}\}/g;
