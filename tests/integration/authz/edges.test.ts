import { expect, test } from "vitest";
import { POST as trpc } from "@/app/api/trpc/[trpc]/route";
import { POST as upload } from "@/app/api/uploads/[...path]/route";
import { config } from "@/platform/config";

const own = () => ({ "sec-fetch-site": "same-origin", origin: config().origin, "content-type": "application/json" });
const call = (headers: Record<string, string>, path = "session.signOut", body: BodyInit = "{}") =>
  trpc(new Request(`${config().origin}/api/trpc/${path}`, { method: "POST", headers, body }));

test.each<[string, Record<string, string>]>([
  ["neither Origin nor Sec-Fetch-Site", { "content-type": "application/json" }],
  ["another site", { ...own(), "sec-fetch-site": "cross-site", origin: "https://evil.test" }],
  ["another origin of the same site", { ...own(), "sec-fetch-site": "same-site" }],
  ["a form post", { ...own(), "content-type": "multipart/form-data; boundary=x" }],
  ["plain text", { ...own(), "content-type": "text/plain" }],
])("a request that changes something is refused: %s", async (_name, headers) => {
  expect((await call(headers)).status).toBe(403);
});

test("an upload from another site is refused before it is read", async () => {
  const request = new Request(`${config().origin}/api/uploads/pse`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", origin: "https://evil.test" },
    body: "x",
  });
  expect((await upload(request, { params: Promise.resolve({ path: ["pse"] }) })).status).toBe(403);
});

test("a batch of more than ten calls is refused whole", async () => {
  const path = Array.from({ length: 11 }, () => "session.list").join(",");
  const response = await trpc(
    new Request(`${config().origin}/api/trpc/${path}?batch=1&input=${encodeURIComponent("{}")}`, { headers: own() }),
  );
  expect(response.status).toBe(400);
});
