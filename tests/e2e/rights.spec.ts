import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type APIRequestContext, type APIResponse, request as requests } from "@playwright/test";
import type { Access } from "@/authz/server";
import { anAccount, aUser } from "../factories/accounts";
import { withPassword } from "../factories/sign-in";
import { castFor } from "../support/rights-cases";
import { openDatabaseOf } from "./support/database";
import { expect, PASSWORD, test } from "./support/fixtures";

/*
 * Every page × (anonymous, other account, without the right, without this site, with the right), made from the pages
 * themselves: each says what it requires, so that a new one is in it (decisions, section 3). An anonymous visitor is sent to
 * sign-in and back; what somebody may not see does not exist as a page.
 */
const FILES = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src/app"], { encoding: "utf8" }).split(
  "\n",
);
const PAGES = FILES.filter((file) => file.endsWith("/page.tsx")).map((file) => {
  const source = readFileSync(file, "utf8");
  const declared = /requirePage\(\s*(\{[^}]*\})/.exec(source)?.[1];
  return {
    file,
    /** The address: groups vanish, parameters are filled in later. */
    path: `/${file.slice("src/app/".length, -"page.tsx".length)}`
      .replaceAll(/\([^)]*\)\//g, "")
      .replace(/\[\[\.\.\.\w+\]\]\//, "")
      .replace(/(.)\/$/, "$1"),
    access: declared
      ? (Object.fromEntries(
          [...declared.matchAll(/(\w+): "([^"]+)"/g)].map(([, key, value]) => [key, value]),
        ) as Access)
      : null,
  };
});
/** Pages for anybody: visitors' pages, the wallet, the documentation of the Web API, and the start, which leads on. */
const OPEN = /^src\/app\/(\(public\)\/.*|wallet\/.*|developers\/page\.tsx|page\.tsx)/;

let close: () => Promise<void>;
test.beforeAll(({ portal }) => {
  close = openDatabaseOf(portal);
});
test.afterAll(() => close());

async function signedIn(origin: string, user: { email: string; identityId: string | null } | null) {
  const context = await requests.newContext({
    baseURL: origin,
    extraHTTPHeaders: { origin, "sec-fetch-site": "same-origin" },
  });
  if (!user) return context;
  await withPassword(user, PASSWORD);
  const { csrfToken } = (await (await context.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const form = { csrfToken, email: user.email, password: PASSWORD, code: "", remember: "false" };
  expect((await context.post("/api/auth/callback/credentials", { form })).status()).toBe(200);
  return context;
}

async function look(context: APIRequestContext, path: string): Promise<APIResponse> {
  const answer = await context.get(path, { maxRedirects: 0 });
  await context.dispose();
  return answer;
}

test("every page says what it requires, or is for anybody", () => {
  expect(PAGES.length).toBeGreaterThan(30);
  expect(PAGES.filter((page) => !page.access && !OPEN.test(page.file)).map((page) => page.file)).toEqual([]);
});

for (const { file, path, access } of PAGES) {
  if (!access) continue;
  test(`${file.slice("src/app/".length)}: ${access.kind} ${"right" in access ? access.right : ""}`, async ({
    portal,
  }) => {
    const console = path.startsWith("/operator");
    const cast = await castFor(access, { console });
    const other = await anAccount();
    const fill = (siteId: string | undefined) =>
      path
        .replace("[siteId]", siteId ?? crypto.randomUUID())
        .replace("[accountId]", other.id)
        .replaceAll(/\[\w+\]/g, () => crypto.randomUUID());
    const own = fill(cast.site?.id);
    const status = async (user: Awaited<ReturnType<typeof aUser>> | null, address = own) =>
      (await look(await signedIn(portal.origin, user), address)).status();

    const anonymous = await look(await signedIn(portal.origin, null), own);
    expect(anonymous.status()).toBe(307);
    expect(anonymous.headers().location).toBe(`/login?next=${encodeURIComponent(own)}`);
    if (access.kind === "signedIn") return;

    if (console || access.kind === "operator") expect(await status(await aUser((await anAccount()).id))).toBe(404);
    if (access.kind === "site") {
      expect(await status(await cast.stranger())).toBe(404);
      expect(await status(await cast.siteless())).toBe(404);
      expect(await status(await cast.entitled(), fill(undefined))).toBe(404);
    }
    expect(await status(await cast.lacking())).toBe(404);
    // A page about one more thing, of which there is none here, is let in and then finds nothing.
    if (!path.replace("[siteId]", "").replace("[accountId]", "").includes("["))
      expect(await status(await cast.entitled())).toBe(200);
  });
}
