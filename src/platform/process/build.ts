import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const INPUTS = [
  "src",
  "emails",
  "public",
  "prisma/schema",
  "package.json",
  "package-lock.json",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
];

/** Builds the pages if there is no build, or the sources have changed since. */
export async function buildIfNeeded(root: string, say: (line: string) => void): Promise<void> {
  const stamp = join(root, ".next", "portal-stamp");
  const wanted = fingerprint(root);
  if (existsSync(join(root, ".next", "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)
    return;
  say("Building the pages (once; about a minute) …");
  await run(root);
  writeFileSync(stamp, wanted);
}

function run(root: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", fail);
    child.once("exit", (code) => (code === 0 ? done() : fail(new Error(`The pages could not be built:\n${output}`))));
  });
}

/** A hash over names and contents of the sources (not of what the build makes): the same in every copy of them, whatever its times. */
function fingerprint(root: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    if (!existsSync(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!/\.test\.tsx?$|wallet-background\.js$/.test(path)) {
      hash.update(`${path.slice(root.length)}:${stat.size}\n`).update(readFileSync(path));
    }
  };
  for (const input of INPUTS) add(join(root, input));
  return hash.digest("hex");
}
