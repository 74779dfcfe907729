import { sampleBrand } from "@emails/_brand/brand";
import { type EmailData, type EmailKind, emailCatalogue } from "@emails/catalogue";
import { describe, expect, it } from "vitest";
import { locales } from "@/i18n/locales";
import { renderEmail, renderEmailDirectly } from "./render";

const kinds = Object.keys(emailCatalogue) as EmailKind[];
const sample = <Kind extends EmailKind>(kind: Kind) => emailCatalogue[kind].sample as unknown as EmailData<Kind>;

describe("e-mails", () => {
  for (const kind of kinds) {
    for (const locale of locales) {
      it(`${kind} in ${locale}: a filled stored rendering equals a direct one`, async () => {
        const first = { ...(sample(kind) as object), ...nasty(kind) };
        for (const data of [sample(kind), first, sample(kind)]) {
          const filled = await renderEmail(kind, { brand: sampleBrand, locale, data: data as never });
          const direct = await renderEmailDirectly(kind, { brand: sampleBrand, locale, data: data as never });
          expect(filled).toEqual(direct);
          expect(filled.subject.length).toBeGreaterThan(5);
          expect(filled.text.length).toBeGreaterThan(60);
          expect(filled.html + filled.text + filled.subject).not.toMatch(/[\ue000\ue001]|undefined|\[object/);
        }
      });
    }
  }

  it("escapes what people typed, in HTML only, and lets no tag through", async () => {
    const data = { ...sample("card-sent"), holderName: `<script>alert("1")</script> & 'Co'` };
    const mail = await renderEmail("card-sent", { brand: sampleBrand, locale: "en", data });
    expect(mail.html).not.toContain("<script");
    expect(mail.html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#x27;Co&#x27;");
    expect(mail.text).toContain(`<script>alert("1")</script> & 'Co'`);
  });

  it("escapes the brand too, and keeps it out of the style sheet", async () => {
    const brand = {
      ...sampleBrand,
      companyName: "</title><script>x</script>",
      copyright: "<b>",
      headerBackground: "red}</style><script>",
    };
    const mail = await renderEmail("user-disabled", { brand, locale: "en", data: sample("user-disabled") });
    expect(mail.html).not.toMatch(/<script|<b>/);
  });

  it("lets no line break, control or direction mark into the subject", async () => {
    const data = {
      ...sample("user-disabled"),
      accountName: "Acme\r\nBcc: all@example.com\u0000\u202e\u2028X\u0085\u001b",
    };
    const mail = await renderEmail("user-disabled", { brand: sampleBrand, locale: "en", data });
    expect(mail.subject).toBe("Your access to Acme Bcc: all@example.com X has been disabled");
    const long = await renderEmail("user-disabled", {
      brand: sampleBrand,
      locale: "en",
      data: { ...data, accountName: "😀".repeat(400) },
    });
    expect(long.subject.length).toBeLessThanOrEqual(200);
    expect(long.subject.isWellFormed()).toBe(true);
  });

  it("does not take a value that looks like a mark for one", async () => {
    const data = { ...sample("user-disabled"), userName: "\ue000accountName\ue001" };
    const mail = await renderEmail("user-disabled", { brand: sampleBrand, locale: "en", data });
    expect(mail.text).toContain("Hello accountName,");
  });

  it("refuses addresses that are not of the web", async () => {
    for (const resetUrl of [
      "javascript:alert(1)",
      "/reset/x",
      "data:text/html,x",
      "https://portal.example.com@evil.test/",
      "",
    ]) {
      const data = { ...sample("password-reset"), resetUrl };
      await expect(renderEmail("password-reset", { brand: sampleBrand, locale: "en", data })).rejects.toThrow(
        /address/,
      );
    }
  });

  it("keeps the line breaks of a reason", async () => {
    const data = { ...sample("account-refused"), reason: "One\r\nTwo\n\n\n\nThree" };
    const mail = await renderEmail("account-refused", { brand: sampleBrand, locale: "en", data });
    expect(mail.html).toContain("One<br/>Two<br/><br/>Three");
    expect(mail.text).toContain("One\nTwo\n\nThree");
  });

  it("writes plurals and numbers as the language does", async () => {
    const one = await renderEmail("credits-received", {
      brand: sampleBrand,
      locale: "en",
      data: { ...sample("credits-received"), amount: 1 },
    });
    expect(one.subject).toBe("You have received 1 credit");
    const many = await renderEmail("credits-received", {
      brand: sampleBrand,
      locale: "fr-FR",
      data: { ...sample("credits-received"), amount: 12_500 },
    });
    expect(many.subject).toBe("Vous avez reçu 12\u202f500 crédits");
  });

  it("R220 R222 the card's mail has a link per system, the plain address, the code and the advice, in text as in HTML", async () => {
    const data = sample("card-sent");
    const mail = await renderEmail("card-sent", { brand: sampleBrand, locale: "en", data });
    for (const part of [data.iosUrl, data.androidUrl, data.landingUrl, data.code!, "default mail app", data.until]) {
      expect(mail.html).toContain(part);
      expect(mail.text).toContain(part);
    }
    const separate = await renderEmail("card-sent", {
      brand: sampleBrand,
      locale: "en",
      data: { ...data, code: null },
    });
    expect(separate.text).toContain("6-digit code");
  });

  it("carries nothing of the form in the mails that anyone can have sent to anyone", () => {
    expect(Object.keys(sample("account-requested"))).toEqual([]);
    expect(Object.keys(sample("account-known")).sort()).toEqual(["forgottenUrl", "signInUrl", "waiting"]);
  });

  it("names no maker of cards by itself", async () => {
    for (const kind of kinds) {
      const mail = await renderEmail(kind, { brand: sampleBrand, locale: "en", data: sample(kind) as never });
      expect(mail.html + mail.text).not.toMatch(/stid/i);
    }
  });

  it("stays under the 102 kB at which mail clients cut", async () => {
    for (const kind of kinds) {
      const mail = await renderEmail(kind, { brand: sampleBrand, locale: "fr", data: sample(kind) as never });
      expect(Buffer.byteLength(mail.html)).toBeLessThan(40_000);
    }
  });
});

/** Text values replaced by ones that need escaping. */
function nasty(kind: EmailKind): Record<string, string> {
  const template = emailCatalogue[kind] as unknown as {
    sample: Record<string, unknown>;
    variants?: string[];
    multiline?: string[];
  };
  const texts = Object.entries(template.sample).filter(
    ([key, value]) => typeof value === "string" && !template.variants?.includes(key),
  );
  return Object.fromEntries(
    texts.map(([key]) => [
      key,
      key.endsWith("Url") ? `https://x.test/?a=1&b=${key}` : `<i>${key}</i> & "q" 'z' $& $1 {x}`,
    ]),
  );
}
