import { z } from "zod";

/*
 * An account's own words for a mail (R039): a subject with {{variables}} and a small document. What the document may hold is
 * said here once; it is stored as it was checked, and rendered as text.
 */

const MAX_TEXT = 5_000;
const noControls = /^[^\p{Cc}\u2028\u2029\ue000-\uf8ff]*$/u;

/** Where a link of a mail may lead. */
export const linkAddress = z
  .string()
  .trim()
  .max(1_000)
  .refine(
    (address) => /^(https?:\/\/[^\s/?#]+\.[^\s]*|mailto:[^\s@]+@[^\s@]+)$/i.test(address),
    "personalization.linkForm",
  );

const mark = z.discriminatedUnion("type", [
  z.object({ type: z.literal("bold") }),
  z.object({ type: z.literal("italic") }),
  z.object({ type: z.literal("underline") }),
  z.object({ type: z.literal("link"), attrs: z.object({ href: linkAddress }) }),
]);
const marks = z.array(mark).max(4).optional();
const inline = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.string().min(1).max(MAX_TEXT).regex(noControls, "personalization.textForm"),
    marks,
  }),
  z.object({ type: z.literal("variable"), attrs: z.object({ name: z.string().max(40) }), marks }),
  z.object({ type: z.literal("hardBreak") }),
]);
const inlines = z.array(inline).max(300).optional();
const paragraph = z.object({ type: z.literal("paragraph"), content: inlines });
const list = z
  .array(z.object({ type: z.literal("listItem"), content: z.array(paragraph).min(1).max(20) }))
  .min(1)
  .max(50);

export const textDoc = z.object({
  type: z.literal("doc"),
  content: z
    .array(
      z.discriminatedUnion("type", [
        paragraph,
        z.object({ type: z.literal("heading"), content: inlines }),
        z.object({ type: z.literal("bulletList"), content: list }),
        z.object({ type: z.literal("orderedList"), content: list }),
        z.object({ type: z.literal("essentials") }),
      ]),
    )
    .min(1)
    .max(100),
});
export type MailDoc = z.output<typeof textDoc>;
export type MailInline = z.output<typeof inline>;

export const mailSubject = z
  .string()
  .trim()
  .min(1, "personalization.subjectNeeded")
  .max(200)
  .regex(noControls, "personalization.subjectForm");

export type MailTextFault = { field: "subject" | "body"; code: string; name?: string };

/**
 * What is wrong with an account's own words, or null.
 *
 * @param variables the names that this mail knows.
 * @param essentials whether the mail has a link that must stay in it, other parts that may, or none.
 */
export function mailTextFault(
  { subject, body }: { subject: string; body: MailDoc },
  { variables, essentials }: { variables: readonly string[]; essentials: "link" | "parts" | "none" },
): MailTextFault | null {
  const known = new Set(variables);
  for (const [whole, name] of subject.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g))
    if (!known.has(name as string)) return { field: "subject", code: "personalization.variableUnknown", name: whole };
  if (/\{\{|\}\}/.test(subject.replace(/\{\{\s*[A-Za-z0-9]+\s*\}\}/g, "")))
    return { field: "subject", code: "personalization.bracesOpen" };
  for (const part of inlinesOf(body)) {
    if (part.type === "variable" && !known.has(part.attrs.name))
      return { field: "body", code: "personalization.variableUnknown", name: part.attrs.name };
    if (part.type === "text" && /\{\{|\}\}/.test(part.text))
      return { field: "body", code: "personalization.bracesInText", name: part.text.slice(0, 40) };
    const disguised = part.type === "text" ? disguise(part) : null;
    if (disguised) return { field: "body", code: "personalization.linkDisguised", name: disguised };
  }
  const blocks = body.content.filter((block) => block.type === "essentials").length;
  if (blocks > 1) return { field: "body", code: "personalization.essentialsTwice" };
  if (essentials === "link" && blocks === 0) return { field: "body", code: "personalization.linkMissing" };
  if (essentials === "none" && blocks > 0) return { field: "body", code: "personalization.essentialsNone" };
  const empty = blocks === 0 && inlinesOf(body).every((part) => part.type === "text" && part.text.trim() === "");
  return empty ? { field: "body", code: "personalization.bodyNeeded" } : null;
}

/** All text, variables and breaks of a document. */
export function inlinesOf(doc: MailDoc): MailInline[] {
  return doc.content.flatMap((block) => {
    if (block.type === "essentials") return [];
    if (block.type === "bulletList" || block.type === "orderedList")
      return block.content.flatMap((item) => item.content.flatMap((line) => line.content ?? []));
    return block.content ?? [];
  });
}

/** The text of a link that looks like an address of another host than the one it leads to, or null. */
function disguise(part: Extract<MailInline, { type: "text" }>): string | null {
  const link = part.marks?.find((one) => one.type === "link");
  if (link?.type !== "link") return null;
  const shown = part.text.trim().match(/^(?:https?:\/\/|www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/:?#]\S*)?$/i)?.[1];
  if (!shown) return null;
  const host = /^mailto:/i.test(link.attrs.href)
    ? link.attrs.href.split("@")[1]
    : link.attrs.href.match(/^https?:\/\/(?:[^/?#]*@)?([^/:?#]+)/i)?.[1];
  const bare = (name: string) => name.toLowerCase().replace(/^www\./, "");
  return host && bare(host) === bare(shown) ? null : part.text.trim();
}
