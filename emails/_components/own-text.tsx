import { Fragment, type ReactNode } from "react";
import { Essentials } from "./essentials";
import { light } from "./palette";
import type { MailValue } from "./template";
import { Paragraph, TextLink, Title } from "./text";
import { type TextBlock, type TextDoc, type TextInline, type TextMark, VARIABLE } from "./text-doc";

type Values = Record<string, MailValue>;

/** An account's own words as the body of a mail; `standard` is the template's body, whose essentials it keeps. */
export function OwnText({ doc, values, standard }: { doc: TextDoc; values: Values; standard: ReactNode }) {
  return doc.content.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks never move
    <Block key={index} block={block} values={values} standard={standard} />
  ));
}

function Block({ block, values, standard }: { block: TextBlock; values: Values; standard: ReactNode }) {
  switch (block.type) {
    case "heading":
      return <Title>{inlines(block.content, values)}</Title>;
    case "paragraph":
      return <Paragraph>{block.content?.length ? inlines(block.content, values) : " "}</Paragraph>;
    case "essentials":
      return <Essentials body={standard} />;
    default: {
      const List = block.type === "bulletList" ? "ul" : "ol";
      return (
        <List className="ink" style={listStyle}>
          {block.content.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items never move
            <li key={index} style={{ margin: "0 0 8px" }}>
              {item.content.map((paragraph, line) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
                <Fragment key={line}>
                  {line > 0 ? <br /> : null}
                  {inlines(paragraph.content, values)}
                </Fragment>
              ))}
            </li>
          ))}
        </List>
      );
    }
  }
}

const listStyle = { margin: "0 0 16px", padding: "0 0 0 24px", fontSize: "16px", lineHeight: "25px", color: light.ink };

function inlines(content: TextInline[] | undefined, values: Values): ReactNode {
  return (content ?? []).map((inline, index) => {
    const key = `${index}`;
    if (inline.type === "hardBreak") return <br key={key} />;
    const text = inline.type === "text" ? inline.text : String(values[inline.attrs.name] ?? "");
    return <Fragment key={key}>{(inline.marks ?? []).reduce(marked, text as ReactNode)}</Fragment>;
  });
}

function marked(text: ReactNode, mark: TextMark): ReactNode {
  if (mark.type === "bold") return <strong>{text}</strong>;
  if (mark.type === "italic") return <em>{text}</em>;
  if (mark.type === "underline") return <u>{text}</u>;
  return <TextLink href={mark.attrs.href}>{text}</TextLink>;
}

/** A subject with its values in place. */
export function ownSubject(subject: string, values: Values): string {
  return subject.replace(VARIABLE, (_, name: string) => String(values[name] ?? ""));
}
