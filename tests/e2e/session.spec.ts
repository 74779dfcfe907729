import { CUSTOMER, expect, PASSWORD, test } from "./support/fixtures";

test("a session that ends in the middle of a form: what was typed survives signing in again", async ({
  page,
  signIn,
  context,
}) => {
  await signIn(page, CUSTOMER);
  await page.goto("/sites");
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  const form = page.getByRole("dialog", { name: "Add new customer site" });
  await form.getByLabel(/customer site name/i).fill("Rotterdam harbour");

  await context.clearCookies();
  await form.getByRole("button", { name: "Create" }).click();

  const again = page.getByRole("dialog").filter({ has: page.getByLabel(/^password/i) });
  await expect(again).toBeVisible();
  await again.getByLabel(/^password/i).fill("not-the-password");
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByText("do not belong together")).toBeVisible();
  await again.getByLabel(/^password/i).fill(PASSWORD);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toBeHidden();

  await expect(form.getByLabel(/customer site name/i)).toHaveValue("Rotterdam harbour");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(page.getByText("Rotterdam harbour").first()).toBeVisible();
});
