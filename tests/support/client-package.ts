import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const SOURCE = "src/clients/typescript";
const TSC = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const tsc = (cwd: string, ...args: string[]) =>
  execFileSync(process.execPath, [TSC, ...args], { cwd, encoding: "utf8" });

/** Builds the TypeScript client as its package does, and installs it into a project of its own. @returns the project's folder. */
export function installClient(): string {
  const project = mkdtempSync(join(tmpdir(), "client-"));
  const at = join(project, "node_modules", "mobile-id-portal-client");
  mkdirSync(at, { recursive: true });
  cpSync(join(SOURCE, "package.json"), join(at, "package.json"));
  tsc(process.cwd(), "-p", SOURCE, "--outDir", join(at, "dist"));
  for (const name of ["openapi-fetch", "openapi-typescript-helpers"])
    symlinkSync(resolve("node_modules", name), join(project, "node_modules", name));
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  return project;
}

/** The program of the client's README. */
export function clientExample(): string {
  return /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(SOURCE, "README.md"), "utf8"))?.[1] ?? "";
}

/** Compiles a program in a project, strictly, and runs it in plain Node. @returns what it printed. @throws with the compiler's complaints. */
export function runProgram(project: string, program: string, env: Record<string, string>): string {
  writeFileSync(join(project, "program.ts"), program);
  const types = ["--types", "node", "--typeRoots", resolve("node_modules/@types")];
  const target = ["--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom,dom.iterable"];
  try {
    tsc(project, "program.ts", "--strict", "--skipLibCheck", ...target, ...types);
  } catch (error) {
    throw new Error(String((error as { stdout?: string }).stdout));
  }
  return execFileSync(process.execPath, ["program.js"], {
    cwd: project,
    env: { ...process.env, ...env, FORCE_COLOR: "0" },
    encoding: "utf8",
  });
}
