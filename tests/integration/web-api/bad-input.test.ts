import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { compatResponse } from "@/composition/web-api";
import { aPerson, aRestClient, type RestClient } from "./rest";

let client: RestClient;
beforeAll(async () => {
  client = await aRestClient();
});
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const TEN_MB = 10_000_000;
/** A body that does not say how long it is. */
function streamed(bytes: number): ReadableStream {
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(new Uint8Array(Math.min(left, 65_536)).fill(32));
      left -= 65_536;
    },
  });
}

/** What both generations of the API refuse in the same way: name, body, status, code. */
const BODIES: [string, string | Uint8Array<ArrayBuffer>, number, string][] = [
  ["no JSON", "{", 400, "webApi.jsonForm"],
  ["a list", "[1]", 400, "shared.badInput"],
  ["a member twice", '{"siteId":1,"siteId":2}', 400, "webApi.duplicateKey"],
  ["a member twice, deep down", '{"a":[{"b":1,"\\u0062":2}]}', 400, "webApi.duplicateKey"],
  ["a NUL character", '{"firstName":"\\u0000"}', 400, "webApi.jsonForm"],
  ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, "webApi.jsonForm"],
  ["a number beyond 2^53", '{"siteId":9007199254740993}', 400, "webApi.numberTooLarge"],
  ["a number beyond everything", '{"siteId":1e999}', 400, "webApi.numberTooLarge"],
  ["33 levels", `{"a":${nested(32)}}`, 400, "webApi.tooDeep"],
  ["a million levels", nested(500_000), 400, "webApi.tooDeep"],
  ["10 MB", `"${"x".repeat(TEN_MB)}"`, 413, "shared.bodyTooLarge"],
];

describe("REST v1", () => {
  const post = (body: BodyInit, headers: Record<string, string> = { "content-type": "application/json" }) =>
    client.send("POST", `${client.at}/cards`, headers, body);

  test.each(BODIES)("%s is a clear problem", async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(/^[A-Z].{10,}\.$/) });
  });

  test("10 MB that do not say so are read no further than the limit", async () => {
    const answer = await post(streamed(TEN_MB));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "shared.bodyTooLarge" });
  });

  test("a member that nobody knows is named, and nothing is written", async () => {
    const person = aPerson();
    const answer = await post(JSON.stringify({ ...person, surprise: 1 }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "shared.badInput" });
    expect(await asSystem(({ tx }) => tx.virtualCard.count({ where: { email: person.email } }))).toBe(0);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "multipart/form-data; boundary=x",
    "",
  ])("the content type %j is refused", async (type) => {
    const answer = await post(JSON.stringify(aPerson()), type ? { "content-type": type } : {});
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: "webApi.mediaType" });
  });

  test.each(["application/json", "APPLICATION/JSON; charset=utf-8", "application/vnd.api+json"])(
    "the content type %j is taken",
    async (type) => expect((await post(JSON.stringify(aPerson()), { "content-type": type })).status).toBe(201),
  );

  test("a JSON body where a file belongs, and a file where JSON does", async () => {
    expect((await client.call("POST", `${client.at}/imports`, { body: {} })).json.code).toBe("webApi.mediaType");
    const form = new FormData();
    form.set("file", new File(["x"], "c.csv"));
    expect((await client.call("POST", `${client.at}/cards`, { body: form })).json.code).toBe("webApi.mediaType");
  });
});

describe("the compatible API", () => {
  const post = (body: BodyInit) => {
    const url = "https://portal.example.com/api/SendVirtualCardV1";
    const headers = { authorization: `Bearer ${client.token.accessToken}`, "content-type": "application/json" };
    return compatResponse(
      new Request(url, { method: "POST", headers, body, duplex: "half" } as RequestInit),
      "SendVirtualCardV1",
    );
  };

  test.each(BODIES)("%s is a real status with its message", async (_, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ StatusCode: status, Message: expect.stringMatching(/^[A-Z].{10,}\.$/) });
  });

  test("a parameter in two ways of writing is refused: nobody knows which one is meant", async () => {
    const answer = await post('{"siteId":1,"SiteId":2,"ids":[1]}');
    expect(answer.status).toBe(400);
    expect((await answer.json()).Message).toContain("twice");
  });

  test("10 MB that do not say so", async () => expect((await post(streamed(TEN_MB))).status).toBe(413));
});
