import { isValidElement, type ReactNode } from "react";
import { isEssential, partsOf } from "./essentials";
import { Note, Paragraph, Steps, Title } from "./text";
import type { TextBlock, TextDoc, TextInline, TextMark } from "./text-doc";

type Props = { children?: ReactNode; href?: string };

/**
 * A template's body as a document that can be edited: its headings, paragraphs and steps as text, its essentials as one block
 * where the first of them stands.
 *
 * @param body the template's body, with `{{name}}` in place of its values.
 */
export function standardDoc(body: ReactNode): TextDoc {
  const content: TextBlock[] = [];
  for (const part of partsOf(body)) {
    if (isEssential(part)) {
      if (!content.some((block) => block.type === "essentials")) content.push({ type: "essentials" });
    } else if (isValidElement<Props>(part)) content.push(...blocksOf(part.type, part.props.children));
  }
  return { type: "doc", content };
}

function blocksOf(type: unknown, children: ReactNode): TextBlock[] {
  if (type === Title) return [{ type: "heading", content: inlinesOf(children) }];
  if (type === Paragraph || type === Note) return [{ type: "paragraph", content: inlinesOf(children) }];
  if (type !== Steps) return [];
  const items = (children as ReactNode[]).filter(Boolean).map((step) => ({
    type: "listItem" as const,
    content: [{ type: "paragraph" as const, content: inlinesOf(step) }],
  }));
  return [{ type: "orderedList", content: items }];
}

function inlinesOf(node: ReactNode, marks: TextMark[] = []): TextInline[] {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (Array.isArray(node)) return node.flatMap((child) => inlinesOf(child, marks));
  if (isValidElement<Props>(node)) {
    const own: TextMark[] = node.type === "strong" ? [...marks, { type: "bold" }] : marks;
    return inlinesOf(node.props.children, own);
  }
  return textOf(String(node), marks);
}

/** A text, its `{{name}}` as variables. */
function textOf(text: string, marks: TextMark[]): TextInline[] {
  const more = marks.length > 0 ? { marks } : {};
  return text.split(/(\{\{[A-Za-z0-9]+\}\})/).flatMap((part): TextInline[] => {
    if (part === "") return [];
    const name = part.match(/^\{\{([A-Za-z0-9]+)\}\}$/)?.[1];
    return [name ? { type: "variable", attrs: { name }, ...more } : { type: "text", text: part, ...more }];
  });
}
