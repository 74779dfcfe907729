import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aRevocation } from "@tests/factories/removals";
import { afterEach, expect, test } from "vitest";
import { aServer } from "./phone-server";
import { aSentCard, creditsOf, stateOf } from "./phones";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "phone-"));
  folders.push(folder);
  return folder;
}

/** Runs a command of the project as a person does. */
function run(command: "phone" | "verify-credential", ...args: string[]) {
  return new Promise<{ code: number; output: string }>((done) => {
    const all = ["--import", "tsx", `src/commands/${command}.ts`, ...args];
    execFile(process.execPath, all, (error, stdout, stderr) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

test("the phone of the command line activates, syncs, obeys a revocation and confirms it", async () => {
  const { account, card, token } = await aSentCard();
  const { origin } = await aServer({ OWN_ORIGIN: "yes" });
  const folder = aFolder();
  const phone = (...args: string[]) => run("phone", ...args, "--folder", folder);
  const activated = await phone("activate", `${origin}/a/${token}`);
  expect(activated).toMatchObject({ code: 0, output: expect.stringContaining(card.privateId as string) });
  expect(statSync(join(folder, "phone.json")).mode & 0o077).toBe(0);
  expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
  expect((await phone("sync")).output).toContain("1 cards, 0 confirmations");
  await aRevocation(card.id);
  expect((await phone("sync")).output).toMatch(/removed .*\n0 cards, 0 confirmations/);
  expect((await stateOf(card.id)).card.status).toBe("REVOKED");
  expect((await creditsOf(account.id)).available).toBe(100);
}, 120_000);

test("told to misbehave, it is refused and nothing changes; repeating every request does no harm", async () => {
  const { account, card, token } = await aSentCard();
  const { origin } = await aServer({ OWN_ORIGIN: "yes" });
  const link = `${origin}/a/${token}`;
  const reasons = {
    "wrong-host": "audience",
    "wrong-token": "proof",
    "wrong-key": "proof",
    old: "clock",
    early: "clock",
  };
  for (const [how, reason] of Object.entries(reasons)) {
    const { code, output } = await run("phone", "activate", link, "--folder", aFolder(), "--misbehave", how);
    expect({ how, code, output }).toMatchObject({ code: 1, output: expect.stringContaining(reason) });
  }
  expect((await stateOf(card.id)).card.status).toBe("EMAIL_SENT");
  const { code } = await run("phone", "activate", link, "--folder", aFolder(), "--misbehave", "replay");
  expect(code).toBe(0);
  expect((await stateOf(card.id)).credentials).toHaveLength(1);
  expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
}, 180_000);

test("verify-credential checks by addresses, and by files without any network: valid, suspended, unreadable", async () => {
  const { card, token } = await aSentCard();
  const { origin } = await aServer({ OWN_ORIGIN: "yes" });
  const folder = aFolder();
  await run("phone", "activate", `${origin}/a/${token}`, "--folder", folder);
  const [held] = JSON.parse(readFileSync(join(folder, "phone.json"), "utf8")).cards;
  const credential = join(folder, "credential.txt");
  writeFileSync(credential, held.credential);
  const keys = `${origin}/.well-known/jwks.json`;
  const online = await run(
    "verify-credential",
    credential,
    "--keys",
    keys,
    "--status",
    `${origin}/api/device/status-lists`,
  );
  expect(online).toMatchObject({ code: 0, output: expect.stringContaining(`valid      ${card.privateId}`) });

  writeFileSync(join(folder, "jwks.json"), await (await fetch(keys)).text());
  await aRevocation(card.id);
  const list = await fetch(`${origin}/api/device/status-lists/0`);
  writeFileSync(join(folder, "0"), await list.text());
  const offline = (...status: string[]) =>
    run("verify-credential", held.credential, "--keys", join(folder, "jwks.json"), ...status);
  expect(await offline("--status", folder)).toEqual({ code: 1, output: "not valid  suspended\n" });
  expect((await offline()).output).toContain("(status not checked)");
  expect((await run("verify-credential", held.credential, "--keys", join(folder, "missing.json"))).code).toBe(2);
}, 120_000);
