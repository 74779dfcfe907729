import { expect, test } from "vitest";
import { emailBrand } from "@/composition/email-brand";
import { locales } from "@/i18n/locales";
import { EMAIL_KINDS, sampleData } from "@/platform/email/own-texts";
import { renderEmail } from "@/platform/email/render";
import { anAccount, aUser, theOperator } from "../../factories/accounts";
import { callerOf, refusal } from "../../support/caller";
import { asSystem } from "../../support/system";

type Doc = Parameters<Awaited<ReturnType<typeof callerOf>>["personalization"]["saveMail"]>[0]["body"];
const words = (text: string, ...more: unknown[]) =>
  ({
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text }, ...more] }, { type: "essentials" }],
  }) as Doc;
const holder = { type: "variable", attrs: { name: "holderName" } };

/** The card mail that a holder of an account would get. */
const mailed = async (accountId: string, locale = "en", data: Record<string, unknown> = {}) => {
  const brand = await asSystem((work) => emailBrand(work, accountId));
  return renderEmail("card-sent", { brand, locale, data: { ...sampleData("card-sent"), ...data } as never });
};

test("R039 a mail's own words reach the account's mails and those of its customers, until they say their own", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const customer = await anAccount({ parentId: reseller.id });
  const [above, own] = [await callerOf(await aUser(reseller.id)), await callerOf(await aUser(customer.id))];
  const save = { kind: "card-sent", locale: "en" as const };
  await above.personalization.saveMail({
    ...save,
    subject: "A key for {{holderName}}",
    body: words("From the reseller, ", holder),
  });
  const inherited = await mailed(customer.id);
  expect(inherited.subject).toBe("A key for Simon White");
  expect(inherited.html).toContain("From the reseller");
  expect(inherited.text).toContain("https://portal.example.com/a/");
  expect(inherited.html).toContain("4821");
  expect((await mailed(customer.id, "fr")).subject).not.toContain("A key for");
  expect((await own.personalization.mail(save)).source).toBe("supplier");

  await own.personalization.saveMail({ ...save, subject: "Ours", body: words("Our words") });
  expect((await mailed(customer.id)).html).toContain("Our words");
  expect((await mailed(reseller.id)).subject).toBe("A key for Simon White");
  await own.personalization.saveMail({ ...save, subject: "Ours again", body: words("Second") });
  await own.personalization.resetMail(save);
  expect((await mailed(customer.id)).subject).toBe("A key for Simon White");
  const { versions, source } = await own.personalization.mail(save);
  expect(source).toBe("supplier");
  expect(versions.map((version) => version.text?.subject ?? null)).toEqual([null, "Ours again", "Ours"]);
});

test("what people write is text: markup, values of holders and marks of the renderer change nothing", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const body = words("<img src=x onerror=alert(1)> ", holder);
  await caller.personalization.saveMail({ kind: "card-sent", locale: "en", subject: "{{holderName}}", body });
  const mail = await mailed(account.id, "en", { holderName: "Eve\r\nBcc: all@example.com <script>" });
  expect(mail.html).not.toContain("<img src=x");
  expect(mail.html).not.toContain("<script>");
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

test("R039 an activation e-mail can't be saved without its link, nor with unknown variables; nothing is stored", async () => {
  const caller = await callerOf(await aUser((await anAccount()).id));
  const save = (subject: string, body: Doc) =>
    caller.personalization.saveMail({ kind: "card-sent", locale: "en", subject, body });
  const bare = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "no link" }] }] } as Doc;
  expect(await refusal(save("x", bare))).toMatchObject({ code: "personalization.linkMissing", fields: ["body"] });
  expect(await refusal(save("Hi {{nobody}}", words("x")))).toMatchObject({ fields: ["subject"] });
  expect((await refusal(save("x\r\nBcc: a@example.com", words("x")))).kind).toBe("BAD_INPUT");
  expect((await refusal(save("x", { type: "doc", content: [{ type: "script" }] } as never))).kind).toBe("BAD_INPUT");
  expect((await refusal(save("x", words("y".repeat(1_000_000))))).kind).toBe("BAD_INPUT");
  expect((await caller.personalization.mail({ kind: "card-sent", locale: "en" })).versions).toEqual([]);
});

test("every mail's standard words, in each language, are words that could be saved", async () => {
  const operator = await callerOf(await aUser((await theOperator()).id));
  const kinds = await operator.personalization.mails();
  expect(kinds.map(({ kind }) => kind)).toEqual(EMAIL_KINDS);
  for (const { kind } of kinds)
    for (const locale of locales) {
      const { text, source } = await operator.personalization.mail({ kind, locale });
      expect(source).toBe("standard");
      await operator.personalization.saveMail({ kind, locale, ...text });
      await operator.personalization.resetMail({ kind, locale });
    }
});

test("mails of the platform are the operator's to word; a test goes to the person who asks, at most 20 an hour", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const caller = await callerOf(user);
  const kinds = (await caller.personalization.mails()).map(({ kind }) => kind);
  expect(kinds).toContain("card-sent");
  expect(kinds).not.toContain("account-requested");
  expect((await refusal(caller.personalization.mail({ kind: "account-requested", locale: "en" }))).kind).toBe(
    "NOT_FOUND",
  );
  const send = () => caller.personalization.sendTestMail({ kind: "card-sent", locale: "fr" });
  await send();
  const rows = await asSystem(({ tx }) => tx.emailMessage.findMany({ where: { accountId: account.id } }));
  expect(rows).toMatchObject([{ kind: "card-sent", locale: "fr", data: { sample: true }, cardId: null }]);
  for (let n = 1; n < 20; n += 1) await send();
  expect((await refusal(send())).kind).toBe("RATE_LIMITED");
});

test("two people who save at the same moment both keep their version", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const callers = await Promise.all([1, 2, 3, 4].map(() => callerOf(user)));
  await Promise.all(
    callers.map((caller, n) =>
      caller.personalization.saveMail({ kind: "card-sent", locale: "en", subject: `S${n}`, body: words("x") }),
    ),
  );
  const { versions } = await callers[0]!.personalization.mail({ kind: "card-sent", locale: "en" });
  expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
});
