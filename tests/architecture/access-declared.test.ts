import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { exportRoutes } from "@/composition/exports";
import { appRouter } from "@/composition/root-router";
import { uploadRoutes } from "@/composition/uploads";

/** Every route handler and who may call it; procedures, exports and uploads declare the right of each of theirs. */
const ROUTES: Record<string, "registry" | "session" | "signed phone" | "token" | "link" | "public"> = {
  "(portal)/sites/last/[section]": "session",
  ".well-known/jwks.json": "public",
  "a/[token]": "link",
  "api/[method]": "token",
  "api/auth/[...nextauth]": "public",
  "api/brand/[hash]": "public",
  "api/device/activate": "signed phone",
  "api/device/confirm": "signed phone",
  "api/device/link": "signed phone",
  "api/device/move": "signed phone",
  "api/device/status-lists/[list]": "public",
  "api/device/sync": "signed phone",
  "api/device/wait": "signed phone",
  "api/exports/[...path]": "registry",
  "api/health": "public",
  "api/health/live": "public",
  "api/health/ready": "public",
  "api/live": "session",
  "api/mailbox/[id]": "session",
  "api/previews/email": "session",
  "api/trpc/[trpc]": "registry",
  "api/uploads/[...path]": "registry",
  "api/v1/[...path]": "token",
  "api/v1/openapi.json": "public",
  token: "token",
};

type Procedure = { _def: { meta?: { access?: { kind: string } } } };

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

test("every procedure declares the right it needs", () => {
  expect(procedures.length).toBeGreaterThan(0);
  expect(procedures.filter(([, procedure]) => !procedure._def.meta?.access).map(([path]) => path)).toEqual([]);
});

test("every export and upload declares the right it needs", () => {
  const routes = Object.entries({ ...exportRoutes, ...uploadRoutes });
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter(([, route]) => !route.access?.kind).map(([path]) => path)).toEqual([]);
});

test("every route handler says who may call it", () => {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src/app"], { encoding: "utf8" }).split(
    "\n",
  );
  const routes = files.flatMap((path) => path.match(/^src\/app\/(.+)\/route\.ts$/)?.[1] ?? []);
  expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
});
