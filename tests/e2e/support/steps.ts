import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

/* What people do with the product, in the words of its screens. */

const PASSPHRASE = "four words of a passphrase";

/** A PSE file in the open format, written by the product's own command. */
export function pseFile(name: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "pse-")), `${name}.pse`);
  execFileSync("npm", [
    "run",
    "--silent",
    "pse:make",
    "--",
    "--name",
    name,
    "--configuration",
    name,
    "--out",
    file,
    "--passphrase",
    PASSPHRASE,
  ]);
  return file;
}

/** A table's row; on a phone's screen a row is a list of its values. */
export function row(page: Page, text: string) {
  return page.getByRole("row").filter({ hasText: text }).first();
}

/** A visitor fills in the online form (R005, R055, R056). */
export async function requestAccount(page: Page, company: string, email: string): Promise<void> {
  await page.getByRole("radio", { name: /End customer/ }).check();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("radio", { name: "Mr", exact: true }).check();
  await page.getByLabel("First name").fill("Mike");
  await page.getByLabel("Last name").fill("WHITE");
  await page.getByLabel("Job title").fill("Security manager");
  await page.getByLabel("Company name").fill(company);
  await page.getByLabel("CEO or manager").fill("Mike WHITE");
  await page.getByLabel("City").fill("London");
  await page.getByLabel("Street address").fill("1 Main Street");
  await page.getByLabel("Zip code").fill("E1 6AN");
  await page.getByLabel("Country").selectOption({ label: "United Kingdom" });
  // The form takes nothing that was filled in faster than a person can.
  await page.waitForTimeout(3_500);
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Please look in your mailbox")).toBeVisible();
}

/** The operator approves a request. */
export async function approve(page: Page, company: string): Promise<void> {
  await row(page, company).getByRole("button", { name: company }).click();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(row(page, company)).toBeHidden();
}

/** The operator loads credits. */
export async function load(page: Page, company: string, amount: number): Promise<void> {
  await page.goto(`/operator/accounts?q=${encodeURIComponent(company)}`);
  await page.getByRole("link", { name: company }).click();
  await page.getByRole("button", { name: "Load credits" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Credits").fill(String(amount));
  await dialog.getByRole("button", { name: "Load", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Creates a site and opens it. */
export async function createSite(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Customer Site Name").fill(name);
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.getByRole("link", { name }).first().click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
}

/** Imports a PSE file on the site that is open. */
export async function importConfiguration(page: Page, file: string, name: string): Promise<void> {
  await page.getByRole("link", { name: "Reader Configurations" }).last().click();
  await page.getByRole("button", { name: "Import a PSE file" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await dialog.getByLabel("Passphrase of the file").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Load" }).click();
  await expect(row(page, name)).toBeVisible();
}

export type CardData = { firstName: string; lastName: string; privateId: string; email: string; configuration: string };

/** Adds a private-ID card on the site that is open. */
export async function addCard(page: Page, card: CardData): Promise<void> {
  await page.getByRole("link", { name: "Users (VCards)" }).last().click();
  await page.waitForURL(/\/cards/);
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("First Name").fill(card.firstName);
  await dialog.getByLabel("Last Name").fill(card.lastName);
  await dialog.getByLabel("Email").first().fill(card.email);
  await dialog.getByLabel("Blue Mobile ID Configuration").selectOption({ label: card.configuration });
  await dialog.getByLabel("Private ID", { exact: false }).last().fill(card.privateId);
  await dialog.getByRole("button", { name: "Add the card" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row(page, card.lastName)).toContainText("Created");
}

/** Selects a card's row and does something with it, confirming. */
export async function actOnCard(page: Page, lastName: string, action: "Send" | "Revoke"): Promise<void> {
  await row(page, lastName).getByRole("checkbox").check();
  await page.getByRole("button", { name: action, exact: true }).first().click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByRole("button", { name: new RegExp(`^${action}`) }).click();
  await expect(dialog).toBeHidden();
}
