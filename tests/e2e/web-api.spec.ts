import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anAccount } from "../factories/accounts";
import { aToken } from "../factories/api";
import { aCard } from "../factories/cards";
import { aLoad } from "../factories/credits";
import { aConfiguration, aSite } from "../factories/sites";
import { clientExample, installClient, runProgram } from "../support/client-package";
import { type ContractDocument, runContract } from "../support/contract";
import { openDatabaseOf } from "./support/database";
import { expect, test } from "./support/fixtures";

/** The fenced blocks of a language in the guide. */
function snippets(language: string): string[] {
  const guide = readFileSync("docs/web-api.md", "utf8");
  return [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text]) =>
    name === language ? [text ?? ""] : [],
  );
}

test("every snippet of the guide runs", async ({ portal }) => {
  const close = openDatabaseOf(portal);
  const account = await anAccount();
  await aLoad(account.id, 20);
  await aSite(account.id, { name: "London" });
  const { accessToken } = await aToken(account.id);
  const cwd = mkdtempSync(join(tmpdir(), "guide-"));
  const env = { ...process.env, BASE: portal.origin, TOKEN: accessToken };
  const [shell, ...more] = snippets("bash");
  const [python] = snippets("python");
  expect(more).toEqual([]);
  const said = execFileSync("bash", ["-euo", "pipefail", "-c", shell ?? ""], { cwd, env, encoding: "utf8" });
  expect(said).toContain('"name":"London"');
  expect(said).toContain('"status":"EMAIL_SENT"');
  expect(said).toContain("+44 20 7946 0018");
  expect(readFileSync(join(cwd, "report.xlsx")).subarray(0, 2).toString()).toBe("PK");
  const counted = execFileSync("python3", ["-c", python ?? ""], { cwd, env, encoding: "utf8" });
  expect(counted).toBe("1 cards wait for their holders, 19 credits are available\n1 withdrawn, 0 left\n");
  await close();
});

test("the TypeScript client's guide compiles and runs", async ({ portal }) => {
  const close = openDatabaseOf(portal);
  const account = await anAccount();
  await aLoad(account.id, 20);
  await aSite(account.id, { name: "London" });
  const { accessToken } = await aToken(account.id);
  const said = runProgram(installClient(), clientExample(), { BASE: portal.origin, TOKEN: accessToken });
  expect(said).toBe("CREATED WHITE\n422 cards.emailTakenPlus\nDONE 1\ncards.csv 1\nPK\n");
  await close();
});

test("the running product keeps the contract of its OpenAPI document", async ({ portal }) => {
  test.setTimeout(300_000);
  const close = openDatabaseOf(portal);
  const account = await anAccount();
  await aLoad(account.id, 500);
  const site = await aSite(account.id);
  const configuration = await aConfiguration(site);
  const cards = [await aCard(site), await aCard(site, { configurationId: configuration.id })];
  const secret = "Confidential Ltd";
  const hidden = await aSite((await anAccount()).id, { name: secret });
  const { accessToken } = await aToken(account.id);
  const document = (await (await fetch(`${portal.origin}/api/v1/openapi.json`)).json()) as ContractDocument;
  let calls = 0;
  const { faults } = await runContract({
    document,
    runs: 4,
    seed: 20_261_124,
    secrets: [secret],
    file: () => {
      const form = new FormData();
      form.set("file", new File(["First Name,Last Name,Email\nAnn,BLACK,a@example.com\n"], "c.csv"));
      return form;
    },
    ids: {
      siteId: [site.id, site.id, hidden.id],
      cardId: cards.map((card) => card.id),
      configurationId: [configuration.id],
    },
    async send({ method, path, headers, body }) {
      calls += 1;
      const token = { authorization: `Bearer ${accessToken}`, ...headers };
      return fetch(`${portal.origin}/api/v1${path}`, { method, headers: token, body });
    },
  });
  expect(faults).toEqual([]);
  expect(calls).toBeGreaterThan(200);
  await close();
});

test("R144 the documentation tries an operation with the reader's token", async ({ page, portal }) => {
  const close = openDatabaseOf(portal);
  const account = await anAccount();
  await aSite(account.id, { name: "Headquarters" });
  const { accessToken } = await aToken(account.id);
  await page.goto("/developers#listSites");
  await page.getByLabel("Your token").fill(accessToken);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("region", { name: "Answer" })).toContainText("Headquarters");
  await page.getByRole("link", { name: /Creates a customer site/ }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("region", { name: "Answer" })).toContainText('"name": "London"');
  await close();
});
