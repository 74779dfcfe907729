import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { castFor } from "@tests/support/rights-cases";
import { beforeEach, describe, expect, test } from "vitest";
import { GET as lastSite } from "@/app/(portal)/sites/last/[section]/route";
import { GET as exportOf } from "@/app/api/exports/[...path]/route";
import { GET as live } from "@/app/api/live/route";
import { GET as mailbox } from "@/app/api/mailbox/[id]/route";
import { POST as uploadOf } from "@/app/api/uploads/[...path]/route";
import { exportRoutes } from "@/composition/exports";
import { uploadRoutes } from "@/composition/uploads";
import { config } from "@/platform/config";
import { asSystem } from "../../support/system";

/*
 * Every export, upload and route of a session × (anonymous, other account, without the right, without this site, with it):
 * 401, 404, 403, 404, success (decisions, section 3); exports and uploads from their registries, so that a new one is in it.
 */
type User = { email: string; identityId: string | null };
type Ask = (headers: Headers, path: string, siteId?: string) => Promise<Response>;
beforeEach(() => asSystem(({ tx }) => tx.rateLimit.deleteMany({})));

const params = (path: string) => ({ params: Promise.resolve({ path: path.split("/") }) });
const address = (kind: string, path: string, siteId = "") => `${config().origin}/api/${kind}/${path}?siteId=${siteId}`;

const ASK: Record<"export" | "upload", Ask> = {
  export: (headers, path, siteId) => exportOf(new Request(address("exports", path, siteId), { headers }), params(path)),
  upload(headers, path, siteId) {
    headers.set("origin", config().origin);
    headers.set("sec-fetch-site", "same-origin");
    const body = new FormData();
    return uploadOf(new Request(address("uploads", path, siteId), { method: "POST", headers, body }), params(path));
  },
};

async function headersOf(user: User | null): Promise<Headers> {
  const browser = aBrowser();
  if (user) expect((await browser.signIn((await withPassword(user)).email)).status).toBe(200);
  return browser.headers();
}

/** The right lets in: it works, or what was asked for (nothing) is refused for what it is. */
function letsIn(response: Response): void {
  expect([200, 400, 404, 422]).toContain(response.status);
}

const routes = [
  ...Object.entries(exportRoutes).map(([path, { access }]) => ({ kind: "export" as const, path, access })),
  ...Object.entries(uploadRoutes).map(([path, { access }]) => ({ kind: "upload" as const, path, access })),
];

describe.each(routes)("$kind $path", ({ kind, path, access }) => {
  const status = async (user: User | null, siteId?: string) =>
    (await ASK[kind](await headersOf(user), path, siteId)).status;

  test("401, 404, 403, 404 and success", async () => {
    const cast = await castFor(access);
    const siteId = cast.site?.id;
    expect(await status(null, siteId)).toBe(401);
    if (access.kind === "operator") expect(await status(await cast.stranger())).toBe(404);
    if (access.kind === "site") {
      expect(await status(await cast.stranger(), siteId)).toBe(404);
      expect(await status(await cast.siteless(), siteId)).toBe(404);
      expect(await status(await cast.entitled(), "")).toBe(404);
    }
    if (access.kind !== "signedIn") expect(await status(await cast.lacking(), siteId)).toBe(403);
    letsIn(await ASK[kind](await headersOf(await cast.entitled()), path, siteId));
  });
});

test("what is in no registry does not exist, signed in or not", async () => {
  const admin = await headersOf(await aUser((await anAccount()).id));
  for (const headers of [new Headers(), admin])
    for (const path of ["constructor", "__proto__", "no-such-thing"])
      for (const kind of ["export", "upload"] as const)
        expect((await ASK[kind](new Headers(headers), path)).status).toBe(404);
});

describe("routes of a session", () => {
  test("the live stream: 401 without one", async () => {
    expect((await live(new Request(`${config().origin}/api/live`))).status).toBe(401);
  });
  test("the last site: to sign-in and back", async () => {
    const answer = await lastSite(new Request(`${config().origin}/sites/last/cards`), {
      params: Promise.resolve({ section: "cards" }),
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([307, "/login?next=%2Fsites%2Flast%2Fcards"]);
  });
  test("the built-in mailbox: no such thing without one, nor for a customer's administrator", async () => {
    const id = { params: Promise.resolve({ id: crypto.randomUUID() }) };
    expect((await mailbox(new Request(`${config().origin}/api/mailbox/x`), id)).status).toBe(404);
    const headers = await headersOf(await aUser((await anAccount()).id));
    expect((await mailbox(new Request(`${config().origin}/api/mailbox/x`, { headers }), id)).status).toBe(404);
  });
});
