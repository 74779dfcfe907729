import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installClient } from "@tests/support/client-package";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restResponse } from "@/composition/web-api";
import { aPerson, aRestClient } from "./rest";

let project: string;
// biome-ignore lint/suspicious/noExplicitAny: the package as a program without types meets it; its types are compiled by the guide's test
let client: any;
beforeAll(async () => {
  project = installClient();
  client = await import(
    /* @vite-ignore */ pathToFileURL(join(project, "node_modules/mobile-id-portal-client/dist/index.js")).href
  );
}, 120_000);
afterAll(() => rmSync(project, { recursive: true }));

test("the committed types are those that the document gives", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "generated-"));
  const file = join(folder, "schema.ts");
  const env = { ...process.env, DATA_DIR: folder };
  execFileSync(process.execPath, ["--import", "tsx", "src/commands/client-generate.ts", file], { env });
  expect(readFileSync("src/clients/typescript/generated/schema.ts", "utf8") === readFileSync(file, "utf8")).toBe(true);
  rmSync(folder, { recursive: true });
});

/** A client whose calls the portal's handler answers, after what `first` says of the first ones. */
async function aClient(first: Response[] = []) {
  const own = await aRestClient();
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request.clone());
    return first.shift() ?? restResponse(request, new URL(request.url).pathname.split("/").slice(3));
  };
  const token = async () => own.token.accessToken;
  return { ...own, sent, portal: client.createPortalClient({ origin: "https://portal.example.com/", token, fetch }) };
}
const path = (own: { site: { id: string } }) => ({ path: { siteId: own.site.id } });
const later = (status: number) => new Response(null, { status, headers: { "retry-after": "0" } });

test("a call that is told to come back does, with the same Idempotency-Key: it is done once", async () => {
  const own = await aClient([later(429), later(503)]);
  const body = aPerson();
  const { data } = await own.portal.POST("/sites/{siteId}/cards", { params: path(own), body });
  expect(data).toMatchObject({ email: body.email, status: "CREATED" });
  expect(own.sent).toHaveLength(3);
  expect(new Set(own.sent.map((request) => request.headers.get("idempotency-key"))).size).toBe(1);
  expect(own.sent[0]?.headers.get("idempotency-key")).toMatch(/^[\da-f-]{36}$/);
});

test("after its attempts it gives up; a refusal is thrown at once, with its code and fields", async () => {
  const away = await aClient(Array.from({ length: 5 }, () => later(503)));
  await expect(away.portal.GET("/sites")).rejects.toMatchObject({ name: "PortalError", status: 503, code: "unknown" });
  expect(away.sent).toHaveLength(5);
  const own = await aClient();
  const bad = own.portal.POST("/sites/{siteId}/cards", { params: path(own), body: { ...aPerson(), email: "nobody" } });
  await expect(bad).rejects.toMatchObject({
    status: 400,
    code: "shared.badInput",
    fields: { email: expect.any(String) },
  });
  expect(own.sent).toHaveLength(1);
});

test("lists go on to their end, filters of many values are written as documented, files become forms", async () => {
  const own = await aClient();
  for (let i = 0; i < 5; i++) await own.call("POST", `${own.at}/cards`, { body: aPerson() });
  const rows = [];
  const query = { limit: 2, status: ["CREATED", "EMAIL_SENT"] };
  const read = (cursor?: string) =>
    own.portal.GET("/sites/{siteId}/cards", { params: { ...path(own), query: { ...query, cursor } } });
  for await (const row of client.everyRow(read)) rows.push(row.id);
  expect(new Set(rows).size).toBe(5);
  expect(own.sent).toHaveLength(3);
  const file = new File(["First Name,Last Name,Email\nAnn,BLACK,a@example.com\n"], "c.csv");
  const { data } = await own.portal.POST("/sites/{siteId}/imports", { params: path(own), body: { file } });
  expect(data).toMatchObject({ fileName: "c.csv", total: 1 });
});
