import type { Request } from "@playwright/test";
import { CUSTOMER, expect, test } from "./support/fixtures";

test("two tabs share one stream, and one shows within two seconds what was done in the other", async ({
  page,
  context,
  signIn,
}) => {
  const streams = new Set<Request>();
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/live") streams.add(request);
  });
  context.on("requestfinished", (request) => streams.delete(request));
  context.on("requestfailed", (request) => streams.delete(request));

  await signIn(page, CUSTOMER);
  await page.goto("/sites");
  const other = await context.newPage();
  await other.goto("/sites");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => streams.size).toBe(1);

  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  const form = page.getByRole("dialog", { name: "Add new customer site" });
  await form.getByLabel(/customer site name/i).fill("Lyon depot");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(page.getByText("Lyon depot").first()).toBeVisible();
  await expect(other.getByText("Lyon depot").first()).toBeVisible({ timeout: 2_000 });
  expect(streams.size).toBe(1);
  await other.close();
});
