import { test as base, expect, type Page } from "@playwright/test";
import { type PortalProcess, startPortal } from "../../support/portal-process";
import { type ReceivedMail, startSmtp, type TestSmtp } from "../../support/smtp";

export { expect };

export const PASSWORD = "Open-the-door-2026";
export const OPERATOR = "operator@example.com";
export const CUSTOMER = "customer@example.com";

type WorkerFixtures = { smtp: TestSmtp; portal: PortalProcess };
type Fixtures = {
  /** Signs in by the form. */
  signIn: (page: Page, email: string, password?: string) => Promise<void>;
  /** Waits for a mail to an address whose subject or text matches. */
  mailTo: (address: string, pattern?: RegExp) => Promise<ReceivedMail>;
};

/** The product itself, its mail server and a browser. What a page logs as an error fails the test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const smtp = await startSmtp();
      await use(smtp);
      await smtp.close();
    },
    { scope: "worker" },
  ],
  portal: [
    async ({ smtp }, use) => {
      const portal = await startPortal({ smtpUrl: smtp.url });
      await use(portal);
      await portal.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ portal }, use) => use(portal.origin),
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      // A refused request (409, 422 …) is an answer, not a fault of the page; and what a screenshot would run in the frame
      // of an e-mail's preview is kept from running as it must be.
      const text = message.text();
      if (message.type() === "error" && !/Failed to load resource|^Blocked script execution in/.test(text))
        errors.push(text);
    });
    await use(page);
    expect(errors, "the page logged errors").toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  signIn: async ({}, use) => {
    await use(async (page, email, password = PASSWORD) => {
      await page.goto("/login");
      await page.getByLabel(/e-mail/i).fill(email);
      await page.getByLabel(/^password/i).fill(password);
      await page.getByRole("button", { name: /sign in/i }).click();
      await page.waitForURL((url) => !url.pathname.startsWith("/login"));
    });
  },
  mailTo: async ({ smtp }, use) => {
    await use(async (address, pattern = /./) => {
      const found = () =>
        smtp.mails.findLast(
          (mail) => mail.recipients.includes(address) && pattern.test(`${mail.parsed.subject}\n${mail.parsed.text}`),
        );
      await smtp.until(() => found() !== undefined);
      return found() as ReceivedMail;
    });
  },
});

/** The first address in a mail's text that leads to a part of the portal. */
export function linkIn(mail: ReceivedMail, part: string): string {
  const link = (mail.parsed.text ?? "").match(new RegExp(`https?://\\S+${part}\\S+`))?.[0];
  if (!link) throw new Error(`No link to ${part} in the mail:\n${mail.parsed.text}`);
  return link;
}
