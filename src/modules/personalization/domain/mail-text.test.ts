import { expect, test } from "vitest";
import { type MailDoc, mailSubject, mailTextFault, textDoc } from "./mail-text";

const rules = { variables: ["holderName", "siteName"], essentials: "link" as const };
const doc = (...content: unknown[]): MailDoc => textDoc.parse({ type: "doc", content });
const text = (words: string, href?: string) => ({
  type: "paragraph",
  content: [{ type: "text", text: words, ...(href ? { marks: [{ type: "link", attrs: { href } }] } : {}) }],
});
const essentials = { type: "essentials" };
const fault = (subject: string, body: MailDoc) => mailTextFault({ subject, body }, rules);

test("R039 own words with known variables and the link are fine", () => {
  const body = doc({ type: "paragraph", content: [{ type: "variable", attrs: { name: "holderName" } }] }, essentials);
  expect(fault("Hello {{holderName}} of {{ siteName }}", body)).toBeNull();
});

test("unknown variables, open braces and loops are refused where they stand", () => {
  expect(fault("Hello {{nobody}}", doc(text("x"), essentials))).toMatchObject({ field: "subject", name: "{{nobody}}" });
  expect(fault("Hello {{holderName", doc(text("x"), essentials))?.code).toBe("personalization.bracesOpen");
  expect(fault("x", doc(text("{{#each cards}}"), essentials))?.code).toBe("personalization.bracesInText");
  const unknown = doc(
    { type: "paragraph", content: [{ type: "variable", attrs: { name: "constructor" } }] },
    essentials,
  );
  expect(fault("x", unknown)).toMatchObject({ field: "body", code: "personalization.variableUnknown" });
});

test("an activation e-mail can't lose its link, nor have it twice", () => {
  expect(fault("x", doc(text("no link")))?.code).toBe("personalization.linkMissing");
  expect(fault("x", doc(essentials, essentials))?.code).toBe("personalization.essentialsTwice");
});

test("a link that shows another host than it leads to is refused", () => {
  const shown = (words: string, href: string) => fault("x", doc(text(words, href), essentials))?.code;
  expect(shown("portal.example.com/login", "https://evil.test/")).toBe("personalization.linkDisguised");
  expect(shown("https://www.example.com", "https://example.com/help")).toBeUndefined();
  expect(shown("our help pages", "https://example.com/help")).toBeUndefined();
});

test("what is no small document is refused: scripts, styles, forms, other addresses, control characters, too much", () => {
  const refused = (value: unknown) => textDoc.safeParse(value).success === false;
  expect(refused({ type: "doc", content: [{ type: "script" }] })).toBe(true);
  expect(refused({ type: "doc", content: [{ type: "image", attrs: { src: "https://x.test" } }] })).toBe(true);
  for (const address of ["javascript:alert(1)", "data:text/html,x", "//x.test", "https://x", "mailto:x"])
    expect(refused({ type: "doc", content: [text("x", address)] })).toBe(true);
  expect(refused({ type: "doc", content: [text("a\u0000b")] })).toBe(true);
  expect(refused({ type: "doc", content: [text("\ue000holderName\ue001")] })).toBe(true);
  expect(refused({ type: "doc", content: [text("x".repeat(1_000_000))] })).toBe(true);
  expect(refused({ type: "doc", content: [] })).toBe(true);
  expect(mailSubject.safeParse("Hello\r\nBcc: all@example.com").success).toBe(false);
});
