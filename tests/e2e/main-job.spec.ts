import { expect, linkIn, OPERATOR, PASSWORD, test } from "./support/fixtures";
import {
  actOnCard,
  addCard,
  approve,
  createSite,
  importConfiguration,
  load,
  pseFile,
  requestAccount,
  row,
} from "./support/steps";

/** The product's main job from end to end, on a desktop screen and on a phone's. */
for (const [name, viewport] of [
  ["1440", { width: 1440, height: 900 }],
  ["390", { width: 390, height: 844 }],
] as const) {
  test(`from the request of an account to a revoked card, ${name} px wide`, async ({
    browser,
    portal,
    page,
    signIn,
    mailTo,
  }) => {
    test.setTimeout(240_000);
    const customer = `customer-${name}@example.com`;
    const holder = `simon-${name}@holders.test`;
    const company = `Main Job ${name}`;
    await page.setViewportSize(viewport);

    await test.step("R005 a visitor asks for an account", async () => {
      await page.goto("/register");
      await requestAccount(page, company, customer);
    });

    const operator = await (await browser.newContext({ baseURL: portal.origin, viewport })).newPage();
    await test.step("R006-R008 the operator approves, the visitor sets a password and signs in", async () => {
      await signIn(operator, OPERATOR);
      await operator.goto("/operator/requests");
      await approve(operator, company);
      const mail = await mailTo(customer, /\/activate\//);
      await page.goto(linkIn(mail, "/activate/"));
      await page
        .getByLabel(/^(new |choose a )?password/i)
        .first()
        .fill(PASSWORD);
      await page.getByLabel(/(repeat|again|confirm)/i).fill(PASSWORD);
      await page.getByRole("button", { name: /activate|set/i }).click();
      await page.waitForURL(/login/);
      await signIn(page, customer);
    });

    await test.step("R009 the operator loads 100 credits; R125 the top menu shows them", async () => {
      await load(operator, company, 100);
      await expect(page.getByTestId("credits")).toContainText("100");
    });

    const site = "London";
    const card = { firstName: "Simon", lastName: "WHITE", privateId: "568746", email: holder, configuration: site };
    await test.step("R164, R177, R193, R205 the customer creates a site, imports a PSE file, adds a card and sends it", async () => {
      await page.goto("/sites");
      await createSite(page, site);
      await importConfiguration(page, pseFile(site), site);
      await addCard(page, card);
      await actOnCard(page, card.lastName, "Send");
      await expect(page.getByTestId("credits")).toContainText("100");
      await expect(row(page, card.lastName)).toContainText("Created and Email Sent");
    });

    const mail = await mailTo(holder);
    const link = linkIn(mail, "/a/");
    const code = (mail.parsed.text ?? "").match(/^\s*(\d{4})\s*$/m)?.[1] as string;
    await test.step("fetching the link ten times changes nothing", async () => {
      for (let n = 0; n < 10; n++) expect((await fetch(link)).status).toBe(200);
      await page.reload();
      await expect(row(page, card.lastName)).toContainText("Created and Email Sent");
    });

    const phone = await (
      await browser.newContext({
        baseURL: portal.origin,
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        userAgent: ANDROID,
      })
    ).newPage();
    await test.step("R219-R223 on a phone the landing page offers the wallet; the card appears there", async () => {
      await phone.goto(link);
      await phone.getByRole("link", { name: "Add to this phone" }).click();
      await phone.getByLabel("Code from the e-mail").fill(code);
      await phone.getByRole("button", { name: "Add to this phone" }).click();
      await expect(phone.getByText("Simon WHITE")).toBeVisible();
      await expect(phone.getByText("568746")).toBeVisible();
    });
    await test.step("R210 the portal shows Activated without a reload, and 95 credits", async () => {
      await expect(row(page, card.lastName)).toContainText("Activated", { timeout: 2_000 });
      await expect(page.getByTestId("credits")).toContainText("95");
    });

    await test.step("R227-R232 revoked: the wallet removes it and confirms; 100 credits again", async () => {
      await actOnCard(page, card.lastName, "Revoke");
      await expect(row(page, card.lastName)).toContainText(/Pending Revoke|Revoked/);
      await phone.reload();
      await expect(phone.getByText("568746")).toBeHidden();
      await expect(row(page, card.lastName).getByText("Revoked", { exact: true })).toBeVisible();
      await expect(page.getByTestId("credits")).toContainText("100");
    });

    await test.step("R061 history and ledger tell the whole story", async () => {
      await page.goto("/history");
      for (const text of [/London/, /Simon WHITE/]) await expect(page.getByText(text).first()).toBeVisible();
      await page.goto("/credits");
      await expect(
        page.getByRole("row").or(page.getByRole("listitem")).filter({ hasText: "Simon WHITE" }).first(),
      ).toBeVisible();
    });
  });
}

const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
