import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/* The short form of the proof of the money; the long one: npm run chaos -- money. On a database of its own, since it kills it. */
test("I1–I7, I13, I14: 64 clients while the process and the database are killed; what was answered is in the ledger exactly once", {
  timeout: 600_000,
}, async () => {
  const seed = String(process.env.MONEY_SEED ?? Date.now() % 1_000_000);
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/chaos/run.ts", "money", "--seed", seed, "--operations", "300", "--kills", "2"],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  expect(code, output).toBe(0);
  expect(output).toContain("every invariant holds");
});
