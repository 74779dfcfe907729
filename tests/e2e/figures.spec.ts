import type { Page } from "@playwright/test";
import { asSystem } from "../support/system";
import { openDatabaseOf } from "./support/database";
import { CUSTOMER, expect, test } from "./support/fixtures";

/*
 * The words of the screens: what each shows and offers, screen by screen (docs/requirements.md). What they do is proved
 * elsewhere; here only that it is there to be found. One look at each page, in English.
 */

let close: () => Promise<void>;
test.beforeAll(({ portal }) => {
  close = openDatabaseOf(portal);
});
test.afterAll(() => close());

const dialogOf = (page: Page) => page.getByRole("dialog");

/** Each of these texts is there, to the letter. */
async function shows(place: Page | ReturnType<typeof dialogOf>, ...texts: string[]): Promise<void> {
  for (const text of texts) await expect.soft(place.getByText(text, { exact: true }).first(), text).toBeVisible();
}
/** Buttons or links of these names. */
async function offers(place: Page | ReturnType<typeof dialogOf>, ...names: string[]): Promise<void> {
  for (const name of names) {
    const control = place.getByRole("button", { name, exact: true }).or(place.getByRole("link", { name, exact: true }));
    await expect.soft(control.first(), name).toBeVisible();
  }
}
async function columns(page: Page, ...names: string[]): Promise<void> {
  for (const name of names)
    await expect.soft(page.getByRole("columnheader", { name }).first(), `column ${name}`).toBeVisible();
}
/** Fields of a form by their labels; those that must be filled in say so. */
async function fields(place: Page | ReturnType<typeof dialogOf>, required: string[], free: string[]): Promise<void> {
  const field = (name: string) => place.getByLabel(new RegExp(`^${name.replaceAll(/[#+]/g, ".")}`)).first();
  for (const name of required) await expect.soft(field(name), name).toHaveAttribute("aria-required", "true");
  for (const name of free) await expect.soft(field(name), name).not.toHaveAttribute("aria-required", "true");
}
const readsOnly = async (page: Page) =>
  expect(await dialogOf(page).locator("input:enabled, textarea:enabled").count()).toBe(0);

test("a reseller's screens", async ({ page, signIn }) => {
  test.setTimeout(120_000);
  await signIn(page, "reseller@example.com");
  await test.step("R022 R023 R024 R025 R026 R051 R077 R101 the welcome page's tiles, each with a way on", async () => {
    await page.goto("/dashboard");
    await shows(page, "Account Holder Name", "Email");
    for (const what of ["Users", "Accounts"])
      for (const state of ["Activated", "Deleted"]) await shows(page, `Number of ${state} ${what}`);
    await shows(page, "Number of Created Users not yet Activated", "Number of Created Accounts");
    await shows(page, "Number of Credits", "Number of Used Credits", "Last Date of Loading");
    for (const path of ["/account", "/users", "/customers", "/credits", "/support"])
      await expect(page.locator(`main a[href="${path}"]`).first()).toContainText("View more");
  });
  await test.step("R125 R126 R128 R303 credits and name at the top right; hold and available one tap away", async () => {
    await expect(page.getByRole("button", { name: /Muriel PAIN/ })).toBeVisible();
    await expect(page.getByTestId("credits")).toHaveText(/\d/);
    await page.getByTestId("credits").click();
    await shows(page, "Balance", "On hold", "Available");
    await expect(page.getByText(/it leaves the balance on activation/)).toBeVisible();
    await page.keyboard.press("Escape");
  });
  await test.step("R055 R056 R057 R058 the account's three blocks and its buttons", async () => {
    await page.goto("/account");
    await shows(page, "Your contact details", "Your organization details", "Your registration details", "Created by");
    for (const name of ["Title", "First name", "Last name", "Job title", "Phone number", "Mobile", "Fax number"])
      await expect.soft(page.getByText(new RegExp(`^${name}`)).first(), name).toBeVisible();
    for (const name of [
      "Company name",
      "CEO or manager",
      "Company website",
      "Street address",
      "Zip code",
      "City",
      "Country",
    ])
      await expect.soft(page.getByText(new RegExp(`^${name}`)).first(), name).toBeVisible();
    await offers(page, "Account history", "View user rights", "Modify");
  });
  await test.step("R067 R068 R069 R070 R071 R074 one's own rights are shown, and only shown", async () => {
    await page.getByRole("button", { name: "View user rights" }).click();
    const dialog = dialogOf(page);
    await expect(dialog.getByText(/Administrator/).first()).toBeVisible();
    for (const name of ["View", "Create", "Edit", "Delete"])
      await expect(dialog.getByRole("columnheader", { name })).toBeVisible();
    await shows(dialog, "Manage my account", "Manage users", "Manage user profiles", "Manage customer accounts");
    await shows(dialog, "Can order credits", "Can transfer credits");
    await readsOnly(page);
    await page.keyboard.press("Escape");
  });
  await test.step("R016 R078 R079 users: columns and buttons", async () => {
    await page.goto("/users");
    await columns(page, "Profile", "First name", "Last name", "E-mail", "Field 1", "Field 2", "Status");
    await offers(page, "Add", "Export", "Manage profiles");
    await page
      .getByRole("checkbox", { name: /^Select (?!all)/ })
      .last()
      .check();
    await offers(page, "Disable", "Delete");
  });
  await test.step("R088 R089 R090 the form of a new user", async () => {
    await page.goto("/users?do=add");
    await fields(dialogOf(page), ["First name", "Last name", "E-mail", "Profile"], ["Phone", "Field 1", "Field 2"]);
    await offers(dialogOf(page), "Cancel", "Create");
  });
  await test.step("R080 R081 R082 profiles: one of those there are, or a new one; rights to tick", async () => {
    await page.goto("/users/profiles");
    await offers(page, "Create a new profile");
    await page.getByRole("button", { name: /Sales team/ }).click();
    await expect(page.getByRole("checkbox", { name: "Manage users: View" })).toBeEnabled();
    await offers(page, "Save", "Delete");
  });
  await test.step("R102 R104 R138 customer accounts: columns and buttons", async () => {
    await page.goto("/customers");
    await columns(page, "Company Name", "Profile", "First Name", "Last Name", "Status", "Number of Credits");
    await offers(page, "Add", "Export", "Credit transfer history");
    await page.getByRole("checkbox", { name: "Select STid Australia" }).check();
    await offers(page, "Transfer credits", "Disable", "Enable", "Delete");
  });
  await test.step("R110 R119 R120 R122 the dialog of a transfer, which is final", async () => {
    await page.getByRole("button", { name: "Transfer credits" }).first().click();
    const dialog = dialogOf(page);
    await expect(dialog.getByLabel("Customer name")).toHaveValue("Mike WHITE");
    await expect(dialog.getByLabel("Company name")).toHaveValue("STid Australia");
    await fields(dialog, ["Credit amount"], ["Comment"]);
    await shows(dialog, "Transferred credits can’t be taken back.");
    await offers(dialog, "Cancel", "Transfer");
  });
  await test.step("R015 R105 R106 R108 R112 the form of a new customer account", async () => {
    await page.goto("/customers?do=add");
    const dialog = dialogOf(page);
    await expect(dialog.getByRole("radio", { name: /^Reseller/ })).toBeVisible();
    await expect(dialog.getByRole("radio", { name: /^End Customer/ })).toBeVisible();
    await expect(dialog.getByText(/such as support@example.com/).first()).toBeVisible();
    await expect(dialog.getByText(/^0 for no transfer now/)).toBeVisible();
    await dialog.getByRole("checkbox", { name: "Warn when few credits are left" }).check();
    await fields(dialog, ["Company name", "First name", "Credit alert threshold"], ["Comment", "Mobile"]);
  });
  await test.step("R139 R140 R141 the history of transfers: columns, dates, search", async () => {
    await page.goto("/credits/transfers");
    await columns(page, "Time Stamp", "Transferred To", "Transferred By", "Credits", "Comment");
    await offers(page, "Filter by Time Stamp", "Export");
    await expect(page.getByRole("searchbox")).toBeVisible();
  });
  await test.step("R061 R062 R064 R065 the account's history: columns, dates, search", async () => {
    await page.goto("/history");
    await columns(page, "Time Stamp", "Page", "Action", "Performed By");
    await offers(page, "Filter by Time Stamp", "Export");
    await expect(page.getByRole("searchbox")).toBeVisible();
  });
  await test.step("R043 R044 R045 R046 R047 R048 R049 appearance: colours, line, three logos and what they may be", async () => {
    await page.goto("/personalization");
    await shows(page, "Header / Footer Background Color", "Header / Footer Text Color", "Copyrights Text");
    await shows(page, "Company Logo", "Footer Company Logo", "Footer Logo");
    for (const size of ["152 × 48", "113 × 46", "70 × 70"])
      await expect.soft(page.getByText(new RegExp(size))).toBeVisible();
    await expect(page.getByText(/Only jpg, jpeg or png/)).toBeVisible();
  });
  await test.step("R150 R152 API settings of a customer", async () => {
    await page.goto("/api-settings");
    await page.getByRole("combobox", { name: "End Customer" }).click();
    await page
      .getByRole("option", { name: /\(API\d+\)/ })
      .first()
      .click();
    await shows(page, "Current Status", "Access Token", "Domain Name", "IP Address");
  });
  await test.step("R012 R026 R311 R312 R313 support: contacts, answers, tutorials, versions, who supplies whom", async () => {
    await page.goto("/support");
    await shows(
      page,
      "Questions and answers",
      "Tutorials",
      "Contacts",
      "Release notes",
      "Who supplies whom",
      "Offices",
    );
    await expect(page.getByText(/^1\.1 · /)).toBeVisible();
    await expect(page.getByText(/Gréasque/)).toBeVisible();
  });
});

test("an end customer's screens", async ({ page, signIn }) => {
  test.setTimeout(120_000);
  await signIn(page, CUSTOMER);
  await test.step("R027 R028 R029 R030 R031 R032 R159 R160 R174 R191 the welcome page's tiles, each with a way on", async () => {
    await page.goto("/dashboard");
    for (const what of ["Customer Sites", "Reader Configurations", "Virtual Access Cards", "Configurators"])
      await shows(page, `Number of ${what}`);
    await expect(page.getByText("Customer Accounts")).toBeHidden();
    for (const path of ["/sites", "/sites/last/configurations", "/sites/last/cards", "/sites/last/configurators"])
      await expect(page.locator(`main a[href="${path}"]`, { hasText: "View more" })).toBeVisible();
    await expect(page.locator('main a[href="/support"]')).toBeVisible();
  });
  await test.step("R190 R212 the four steps to the first card", async () => {
    await shows(
      page,
      "Create a customer site",
      "Import a reader configuration",
      "Create a virtual card",
      "Send it by e-mail",
    );
    await expect(page.getByText(/STid Mobile ID\+ cards need none/)).toBeVisible();
  });
  await test.step("R294 R295 the balance at the top right, and what it does not take off yet", async () => {
    await expect(page.getByTestId("credits")).toHaveText(/\d/);
    await page.getByTestId("credits").click();
    await expect(page.getByText(/what was sent or transferred but not yet accepted/)).toBeVisible();
    await page.keyboard.press("Escape");
  });
  await test.step("R130 R131 R133 R300 R301 R302 the account sets its threshold: at it the balance is red, else not", async () => {
    await page.goto("/credits");
    const red = () => page.getByTestId("credits").getAttribute("data-reached");
    expect(await red()).toBe("false");
    await page.getByRole("button", { name: "Change the alert threshold" }).click();
    await dialogOf(page).getByRole("checkbox").check();
    await dialogOf(page).getByRole("textbox").fill("1000000");
    await dialogOf(page).getByRole("button", { name: "Save" }).click();
    await expect(page.getByTestId("credits")).toHaveAttribute("data-reached", "true");
    await expect(page.getByTestId("credits-threshold")).toHaveText("1,000,000");
    await page.getByRole("button", { name: "Change the alert threshold" }).click();
    await dialogOf(page).getByRole("checkbox").uncheck();
    await dialogOf(page).getByRole("button", { name: "Save" }).click();
    await expect(page.getByTestId("credits")).toHaveAttribute("data-reached", "false");
  });
  await test.step("R068 R072 R073 R074 rights of each site, chosen from a list", async () => {
    await page.goto("/account");
    await page.getByRole("button", { name: "View user rights" }).click();
    await dialogOf(page).getByLabel("View customer site").selectOption({ label: "London" });
    await readsOnly(page);
    await page.keyboard.press("Escape");
  });
  await test.step("R161 R163 R164 the sites: columns, search, adding", async () => {
    await page.goto("/sites?do=add");
    await fields(dialogOf(page), ["Customer Site Name"], []);
    await dialogOf(page).getByRole("button", { name: "Cancel" }).click();
    await columns(page, "Customer Site Name", "Creation Date", "Number of Configurations");
    await columns(page, "Number of Users", "Number of Configurators");
    await expect(page.getByRole("searchbox")).toBeVisible();
    await offers(page, "Add", "Export");
  });
  await test.step("R169 R170 R256 a site's own page: four parts with ways on, and tabs to its lists", async () => {
    await page.getByRole("link", { name: "London", exact: true }).click();
    await page.waitForURL(/\/sites\/[0-9a-f-]{36}$/);
    for (const tab of ["configurations", "configurators", "cards"]) {
      const ways = page.locator(`main a[href="${new URL(page.url()).pathname}/${tab}"]`);
      await expect(ways.filter({ hasText: "Manage" }).first()).toBeVisible();
      await expect(ways.first()).toBeVisible();
    }
  });
  await test.step("R002 R172 R173 R176 R177 R186 R187 reader configurations come from the encoder and are only viewed", async () => {
    await page.locator('main a[href$="/configurations"]').first().click();
    await page.waitForURL(/configurations/);
    await shows(page, "London");
    await expect(page.getByText(/made with SECard/).first()).toBeVisible();
    await expect(page.getByText(/They can only be viewed/)).toBeVisible();
    await columns(page, "PSE Name", "Blue Mobile ID Configuration");
    await offers(page, "Import a PSE file");
    await expect(page.getByRole("button", { name: /^Edit/ })).toBeHidden();
  });
  await test.step("R180 a configuration's name opens its preview", async () => {
    await page.getByRole("row").nth(1).getByRole("button").first().click();
    await expect(dialogOf(page)).toBeVisible();
    await page.keyboard.press("Escape");
  });
  await test.step("R206 R209 R233 user cards: columns; what revoking does, said before", async () => {
    await page.locator('main a[href$="/cards"]').first().click();
    await page.waitForURL(/cards/);
    await columns(
      page,
      "First Name",
      "Last Name",
      "Configuration Name",
      "Private ID / STid Mobile ID+",
      "Email",
      "Status",
    );
  });
  await test.step("R193 R194 R196 R199 R200 R214 the form of a new card, of either kind", async () => {
    await page.goto(`${new URL(page.url()).pathname}?do=add`);
    const dialog = dialogOf(page);
    await expect(dialog.getByRole("radio", { name: /Private-ID card/ })).toBeVisible();
    await expect(dialog.getByRole("radio", { name: /STid Mobile ID\+ card/ })).toBeVisible();
    await fields(dialog, ["First Name", "Last Name", "Email", "Blue Mobile ID Configuration"], ["Telephone"]);
    await shows(dialog, "An address that the user reads on the phone.");
    await expect(dialog.getByRole("textbox", { name: "Private ID" })).toBeVisible();
  });
  await test.step("R247 private-ID settings: each site with its switch", async () => {
    await page.goto("/private-id-settings");
    await columns(page, "Customer Site Name", "Private ID Duplicate Status");
    await expect(page.getByRole("switch").first()).toBeVisible();
  });
});

test("a visitor's form", async ({ page }) => {
  await test.step("R004 R013 R015 the online form: types to choose from, a team's address advised", async () => {
    await page.goto("/register");
    for (const name of [/Reseller/, /End customer/]) await expect(page.getByRole("radio", { name })).toBeVisible();
    await expect(page.getByText(/such as support@example.com/)).toBeVisible();
    await page.getByLabel("E-mail").fill("claudia.durand@example.com");
    await page.getByLabel("E-mail").blur();
    await expect(page.getByText(/looks like one person’s address/)).toBeVisible();
  });
});

test("the command palette and the keys, by rights, on a narrow screen too", async ({ page, signIn }) => {
  await signIn(page, CUSTOMER);
  await page.goto("/dashboard");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search and commands" });
  await expect(field).toBeFocused();
  await expect(page.getByRole("option", { name: /customer account/ })).toBeHidden();
  await field.fill("london");
  await expect(page.getByRole("option", { name: "London", exact: true })).toBeVisible();
  await field.fill("add a card");
  await expect(page.getByRole("option", { name: "London", exact: true })).toBeHidden();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cards$/);
  await expect(dialogOf(page).getByLabel("First Name")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await page.keyboard.press("?");
  await expect(dialogOf(page).getByText("Go to: Users (VCards)")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL(/\/sites$/);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Search and commands" }).click();
  const { email, firstName } = await asSystem(({ tx }) =>
    tx.virtualCard.findFirstOrThrow({
      where: { site: { account: { email: CUSTOMER } }, kind: { not: "CONFIGURATION" }, status: { not: "DELETED" } },
    }),
  );
  await field.fill(email);
  await page
    .getByRole("option", { name: new RegExp(email) })
    .first()
    .click();
  await page.waitForURL(/\/cards$/);
  await expect(dialogOf(page)).toContainText(firstName);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});
