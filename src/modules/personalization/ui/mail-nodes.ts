import { ListItem } from "@tiptap/extension-list";
import { mergeAttributes, Node } from "@tiptap/react";

/** A value of the mail, shown as a chip with its name in words. */
export function variableNode(labelOf: (name: string) => string) {
  return Node.create({
    name: "variable",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ name: { default: "" } }),
    parseHTML: () => [
      { tag: "span[data-variable]", getAttrs: (element) => ({ name: element.getAttribute("data-variable") }) },
    ],
    renderHTML: ({ node, HTMLAttributes }) => [
      "span",
      mergeAttributes(HTMLAttributes, { "data-variable": node.attrs.name, class: "mail-variable" }),
      labelOf(node.attrs.name),
    ],
    renderText: ({ node }) => `{{${node.attrs.name}}}`,
  });
}

/** The part of the mail that stays as it is. */
export function essentialsNode(label: string) {
  return Node.create({
    name: "essentials",
    group: "block",
    atom: true,
    draggable: true,
    parseHTML: () => [{ tag: "div[data-essentials]" }],
    renderHTML: ({ HTMLAttributes }) => [
      "div",
      mergeAttributes(HTMLAttributes, { "data-essentials": "", class: "mail-essentials" }),
      label,
    ],
  });
}

/** Lists without lists in them: mail clients show those badly. */
export const FlatListItem = ListItem.extend({ content: "paragraph+" });
