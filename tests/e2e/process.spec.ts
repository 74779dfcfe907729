import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startEmbedded } from "../../src/platform/db/embedded";
import { freePort, startPortal } from "../support/portal-process";

test("after kill -9 it starts again on the same data; a second one on them says what to do; so does a taken port", async () => {
  test.setTimeout(240_000);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "portal-process-"));
  const first = await startPortal({ port, folder });
  await expect(startPortal({ folder })).rejects.toThrow(/already runs on .*another DATA_DIR/s);
  const keys = await (await fetch(`${first.origin}/.well-known/jwks.json`)).json();
  await first.kill("SIGKILL");

  const again = await startPortal({ port, folder });
  expect(await (await fetch(`${again.origin}/.well-known/jwks.json`)).json()).toEqual(keys);
  expect(again.output()).toContain("Sign in at");

  const squatter = createServer((_, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
  await new Promise((done) => squatter.once("listening", done));
  const taken = (squatter.address() as AddressInfo).port;
  const other = mkdtempSync(join(tmpdir(), "portal-process-"));
  await expect(startPortal({ port: taken, folder: other })).rejects.toThrow(new RegExp(`Port ${taken} is taken`));
  expect(existsSync(join(other, "postgres", "postmaster.pid")), "its database server has ended with it").toBe(false);
  rmSync(other, { recursive: true });
  squatter.close();
  await again.close();
});

test("while the database is away pages and API say so, and come back by themselves", async ({ page }) => {
  test.setTimeout(240_000);
  const portal = await startPortal();
  const status = async (path: string, accept = "application/json") => {
    const response = await fetch(`${portal.origin}${path}`, {
      headers: { accept },
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, retry: response.headers.get("retry-after") };
  };
  await page.goto(`${portal.origin}/login`);

  const database = await startEmbedded({ folder: portal.folder });
  await database.stop("immediate");
  await expect.poll(() => status("/login", "text/html"), { timeout: 10_000 }).toEqual({ status: 503, retry: "5" });
  expect(await status("/api/trpc/session.places")).toEqual({ status: 503, retry: "5" });
  await page.goto(`${portal.origin}/login`);
  await expect(page.getByRole("heading", { name: "Back in a moment" })).toBeVisible();

  const back = await startEmbedded({ folder: portal.folder, port: database.port });
  await expect.poll(() => status("/login", "text/html").then((answer) => answer.status), { timeout: 5_000 }).toBe(200);
  await expect(page.getByRole("button", { name: /sign in/i })).toBeVisible();
  await back.stop();
  await portal.close();
});
