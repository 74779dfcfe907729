import { anAccount } from "@tests/factories/accounts";
import { aToken } from "@tests/factories/api";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { cardImport } from "@/modules/cards/server";
import { checkImportJob, commitImportJob } from "@/modules/imports/server";
import { apiImportJob, compatResponse, landingOfUuid, tokenResponse } from "@/modules/web-api/server";

const HOST = "https://portal.example.com";
const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };

async function aClient(credits = 50) {
  const account = await anAccount({ companyName: "Bank of America" });
  if (credits) await aLoad(account.id, credits);
  const site = await aSite(account.id, { name: `London ${account.number}` });
  const configuration = await aConfiguration(site);
  const token = await aToken(account.id);
  const call = async (verb: string, method: string, values: Record<string, unknown> = {}, as = token.accessToken) => {
    const url = new URL(`/api/${method}`, HOST);
    url.searchParams.set("accessToken", as);
    const init: RequestInit = { method: verb, headers: { "content-type": "application/json" } };
    if (verb === "GET") for (const [name, value] of Object.entries(values)) url.searchParams.set(name, String(value));
    else init.body = JSON.stringify(values);
    const response = await compatResponse(new Request(url, init), method);
    const text = await response.text();
    const json = (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : null;
    return { status: response.status, json, headers: response.headers, text };
  };
  return { account, site, configuration, token, call, at: { siteId: site.number } };
}
let client: Awaited<ReturnType<typeof aClient>>;
beforeAll(async () => {
  client = await aClient();
});
let counter = 0;
const person = () => {
  counter += 1;
  return { FirstName: "Simon", LastName: `WHITE${counter}`, Email: `simon${counter}@example.com` };
};
const add = async (more: Record<string, unknown> = {}, of = client) =>
  (await of.call("POST", "AddVirtualCardV2", { ...of.at, ...person(), ...more })).json.VirtualCardId as number;
const detail = async (number: number, of = client) =>
  (await of.call("GET", "GetVirtualCardDetailV2", { ...of.at, vcardId: number })).json;

describe("both generations", () => {
  test("a bearer token of POST /token; its payload names the client", async () => {
    const basic = Buffer.from(`${client.token.clientId}:${client.token.clientSecret}`).toString("base64");
    const ask = (authorization: string, body = "grant_type=client_credentials&scope=global") =>
      tokenResponse(
        new Request(`${HOST}/token`, {
          method: "POST",
          headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
          body,
        }),
      );
    const granted = await ask(`Basic ${basic}`);
    expect(granted.status).toBe(200);
    const answer = await granted.json();
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    const payload = JSON.parse(Buffer.from(answer.access_token.split(".")[1], "base64url").toString());
    expect(payload.client_id).toBe(client.token.clientId);
    const sites = await compatResponse(
      new Request(`${HOST}/api/GetSiteListV1`, { headers: { authorization: `Bearer ${answer.access_token}` } }),
      "GetSiteListV1",
    );
    expect(await sites.json()).toEqual([{ SiteId: client.site.number, SiteName: client.site.name }]);
    expect((await ask(`Basic ${Buffer.from("mipc_x:mips_y").toString("base64")}`)).status).toBe(401);
    expect((await ask(`Basic ${basic}`, "grant_type=password")).status).toBe(400);
    expect((await ask("nonsense")).status).toBe(401);
  });

  test("errors are real statuses with StatusCode and Message", async () => {
    const unknown = await client.call("GET", "GetSiteListV1", {}, "mip_nobody");
    expect(unknown).toMatchObject({ status: 401, json: { StatusCode: 401, Message: expect.any(String) } });
    expect(await client.call("GET", "GetNothingV9")).toMatchObject({ status: 404, json: { StatusCode: 404 } });
    expect((await client.call("POST", "GetSiteListV1")).status).toBe(400);
    const foreign = await aClient(0);
    for (const siteId of [foreign.site.number, 2_000_000_000])
      expect(await client.call("GET", "GetVirtualCardListV2", { siteId })).toMatchObject({ status: 404 });
    for (const siteId of ["", "x", "1.5", "99999999999"])
      expect(await client.call("GET", "GetVirtualCardListV2", { siteId })).toMatchObject({ status: 400 });
    expect(await client.call("GET", "getsitelistv1")).toMatchObject({ status: 200 });
    expect((await client.call("GET", "GetVersionV1")).headers.get("ratelimit-limit")).toBe("600");
  });
});

describe("reading", () => {
  test("sites, configurations, fields, credits, versions", async () => {
    const { call, at, configuration } = client;
    expect((await call("GET", "GetReaderConfigurationListV1", { SiteId: at.siteId })).json).toEqual([
      { ConfigurationId: configuration.number, ConfigurationName: configuration.name },
    ]);
    expect((await call("GET", "GetFieldNamesV1", at)).json).toEqual({
      Field1: "",
      Field2: "",
      Field3: "",
      Field4: "",
      Field5: "",
    });
    expect((await call("GET", "GetVersionV1")).json).toEqual({ ApiVersion: "3.0", PortalVersion: "0.1.0" });
    const rich = await aClient(92);
    expect((await rich.call("GET", "GetAvailableCreditsV1")).json).toEqual({ credits: 92 });
    const number = await add({}, rich);
    await rich.call("POST", "SendVirtualCardV1", { ...rich.at, ids: [number] });
    expect((await rich.call("GET", "GetAvailableCreditsV1")).json).toEqual({ credits: 91 });
    expect((await rich.call("GET", "GetReservedCreditsV2")).json).toEqual({ credits: 1 });
  });

  test("the list, a card's object, and its picture", async () => {
    const number = await add({
      ConfigurationId: String(client.configuration.number),
      PrivateorStidId: "000123",
      Field1: "Post12",
    });
    const list = (await client.call("GET", "GetVirtualCardListV2", client.at)).json;
    const card = list.find((row: { VirtualCardId: number }) => row.VirtualCardId === number);
    expect(card).toMatchObject({
      ConfigurationId: client.configuration.number,
      ConfigurationName: client.configuration.name,
      PrivateorStidId: "000123",
      Status: "Created",
      CreationDate: expect.stringMatching(/^\d\d-\d\d-\d{4} \d\d:\d\d$/),
      ActivationDate: "",
      Field1: "Post12",
      Field2: "",
      Transferable: "no",
      SecurityCode: "",
      IsVisitorCard: "no",
      CardLayoutName: "",
    });
    expect(card).not.toHaveProperty("Phone");
    expect(await detail(number)).toMatchObject({ VirtualCardId: number, Phone: "" });
    const picture = (await client.call("GET", "GetVirtualCardPreviewV2", { ...client.at, vcardId: number })).json;
    expect(Buffer.from(picture.FrontVirtualCardPreview, "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(picture.BackVirtualCardPreview).toBe("");
    const foreign = await aClient(0);
    const other = await add({}, foreign);
    expect((await client.call("GET", "GetVirtualCardDetailV2", { ...client.at, vcardId: other })).status).toBe(404);
    expect(
      (await client.call("GET", "GetVirtualCardDetailV2", { siteId: foreign.site.number, vcardId: other })).status,
    ).toBe(404);
  });

  test("workbooks are bytes", async () => {
    for (const method of ["ExportVirtualCardV2", "ReportVirtualCardV2"]) {
      const answer = await client.call("GET", method, client.at);
      expect(answer.status).toBe(200);
      expect(answer.text.startsWith("PK")).toBe(true);
    }
  });
});

describe("adding and editing", () => {
  test("what is refused, and that nothing is made", async () => {
    const before = (await client.call("GET", "GetVirtualCardListV2", client.at)).json.length;
    const ConfigurationId = client.configuration.number;
    const refused: Record<string, unknown>[] = [
      { ConfigurationId },
      { ConfigurationId, PrivateorStidId: "12-3" },
      { PrivateorStidId: "123" },
      { ConfigurationId: "abc" },
      { Email: "nobody" },
      { Email: "" },
      { FirstName: " " },
      { Field1: "x".repeat(31) },
      { Field5: "<b>" },
      { PhoneNumber: "123456789" },
      { PhoneNumber: "1".repeat(21) },
      { SecurityCode: "12345" },
      { Transferable: "perhaps" },
    ];
    for (const more of refused) {
      const answer = await client.call("POST", "AddVirtualCardV2", { ...client.at, ...person(), ...more });
      expect(answer, JSON.stringify(more)).toMatchObject({ status: 400, json: { StatusCode: 400 } });
    }
    const unknown = { ...client.at, ...person(), ConfigurationId: 999_999, PrivateorStidId: "1" };
    expect(await client.call("POST", "AddVirtualCardV2", unknown)).toMatchObject({ status: 404 });
    expect((await client.call("GET", "GetVirtualCardListV2", client.at)).json).toHaveLength(before);
  });

  test("a card with everything, then edited; what is left out stays", async () => {
    const number = await add({
      ConfigurationId: "",
      PhoneNumber: "+33 4 42 12 60 60",
      Transferable: "Yes",
      SecurityCode: "a1B2c3",
      Field2: "Zoe",
    });
    expect(await detail(number)).toMatchObject({
      ConfigurationId: "",
      Phone: "+33 4 42 12 60 60",
      Transferable: "yes",
      SecurityCode: "a1B2c3",
    });
    const edit = (values: Record<string, unknown>) =>
      client.call("PUT", "EditVirtualCardV2", { ...client.at, VirtualCardId: number, ...values });
    expect(await edit({ FirstName: "Anna", Field2: "", Transferable: "no" })).toMatchObject({
      status: 200,
      json: { Message: expect.any(String) },
    });
    expect(await detail(number)).toMatchObject({
      FirstName: "Anna",
      Field2: "",
      Transferable: "no",
      SecurityCode: "a1B2c3",
    });
    await edit({ ConfigurationId: client.configuration.number, PrivateorStidId: "77" });
    expect(await detail(number)).toMatchObject({ PrivateorStidId: "77", ConfigurationName: client.configuration.name });
    expect((await edit({ VirtualCardId: 999_999_999 })).status).toBe(404);
    expect((await edit({ VirtualCardId: "" })).status).toBe(400);
    const twice = await add();
    const answer = await client.call("POST", "EditMultipleVirtualCardsV3", {
      ...client.at,
      ids: [String(number), twice, 999_999_999],
      transferable: "yes",
      cardlayoutName: "",
    });
    expect(answer.json).toMatchObject({
      StatusCode: 200,
      responseMessage: [
        { VirtualCardId: number, StatusCode: 39 },
        { VirtualCardId: twice, StatusCode: 39 },
        { VirtualCardId: 999_999_999, StatusCode: 404 },
      ],
    });
    expect((await detail(twice)).Transferable).toBe("yes");
  });
});

describe("cards on their way", () => {
  test("send, revoke, delete: an answer per card, on the same rules and credits", async () => {
    const poor = await aClient(1);
    const [first, second] = [await add({}, poor), await add({}, poor)];
    const sent = await poor.call("POST", "SendVirtualCardV1", { ...poor.at, ids: [first, second, 123_456_789] });
    expect(sent.status).toBe(200);
    expect(sent.json.responseMessage.map((row: { StatusCode: number }) => row.StatusCode)).toEqual([25, 400, 404]);
    expect(await detail(first, poor)).toMatchObject({ Status: "Created and Email Sent" });
    expect(await detail(second, poor)).toMatchObject({ Status: "Created" });
    const revoked = await poor.call("POST", "RevokeVirtualCardV1", { ...poor.at, ids: `${first},${second}` });
    expect(revoked.json.responseMessage.map((row: { StatusCode: number }) => row.StatusCode)).toEqual([400, 400]);
    const deleted = await poor.call("POST", "DeleteVirtualCardV1", { ...poor.at, ids: [first] });
    expect(deleted.json.responseMessage).toEqual([
      { VirtualCardId: first, StatusCode: 36, ResponseMessage: expect.any(String) },
    ]);
    expect((await poor.call("GET", "GetAvailableCreditsV1")).json).toEqual({ credits: 1 });
    for (const ids of ["", [], ["x"], {}])
      expect((await poor.call("POST", "DeleteVirtualCardV1", { ...poor.at, ids })).status).toBe(400);
    const history = await asSystem(({ tx }) =>
      tx.historyEntry.findFirst({ where: { accountId: poor.account.id, action: "cards.delete" } }),
    );
    expect(history).toMatchObject({ performerKind: "api", performerName: `API${poor.account.number}` });
  });

  test("GetUUIDV4 opens the landing page; a card with its own code says so", async () => {
    const email = "uuid@example.com";
    const ask = () => client.call("GET", "GetUUIDV4", { confName: "", siteName: client.site.name, email });
    expect((await ask()).status).toBe(404);
    const number = await add({ Email: email, SecurityCode: "123456" });
    await client.call("POST", "SendVirtualCardV1", { ...client.at, ids: [number] });
    const answer = await ask();
    expect(answer.json).toMatchObject({ ServerName: "portal.example.com", IsSecureCard: 1 });
    expect((await ask()).json.UUID).toBe(answer.json.UUID);
    expect(await landingOfUuid(answer.json.UUID.toUpperCase())).toMatch(/^\/a\/[\w-]{66}$/);
    expect(await landingOfUuid("0190b4a0-0000-7000-8000-000000000000")).toBeNull();
    const plain = await aCard(client.site, { configurationId: client.configuration.id, email });
    await aSending(plain.id);
    expect(
      (
        await client.call("GET", "GetUUIDV4", {
          confName: client.configuration.name,
          siteName: client.site.name,
          email,
        })
      ).json,
    ).toMatchObject({ IsSecureCard: 0 });
  });
});

describe("imports and language", () => {
  test("ImportVirtualCardV3 goes on in the background until its good rows are cards", async () => {
    const form = new FormData();
    form.set("siteId", String(client.site.number));
    const csv = "First Name;Last Name;Email\nAnn;BLACK;ann.black@example.com\n;WHITE;x\n";
    form.set("Excel File", new File([csv], "cards.csv", { type: "text/csv" }));
    const upload = (body: FormData) =>
      compatResponse(
        new Request(`${HOST}/api/ImportVirtualCardV3?accessToken=${client.token.accessToken}`, {
          method: "POST",
          body,
        }),
        "ImportVirtualCardV3",
      );
    const taken = await upload(form);
    expect(await taken.json()).toMatchObject({ StatusCode: 200 });
    const status = async () => (await client.call("GET", "GetFileImportedStatusV3")).json;
    expect(await status()).toEqual({ isFileImported: "no" });
    const { id } = await asSystem(({ tx }) => tx.import.findFirstOrThrow({ where: { accountId: client.account.id } }));
    const payload = { accountId: client.account.id, importId: id };
    const own = { ...payload, siteId: client.site.id, tokenId: client.token.id, look: 0 };
    await apiImportJob(own, job);
    await checkImportJob([cardImport])(payload as never, job);
    expect(await status()).toEqual({ isFileImported: "no" });
    await apiImportJob(own, job);
    await commitImportJob([cardImport])(
      { ...payload, performer: { kind: "api", id: client.token.id, name: "API" } } as never,
      job,
    );
    expect(await status()).toEqual({ isFileImported: "yes" });
    const list = (await client.call("GET", "GetVirtualCardListV2", client.at)).json;
    expect(list.some((card: { Email: string }) => card.Email === "ann.black@example.com")).toBe(true);
    expect((await client.call("GET", "GetImportHistoryV3", client.at)).json[0]).toMatchObject({
      ImportStatus: "Imported",
      SiteName: client.site.name,
      Email: client.account.email,
      ImportDate: expect.stringMatching(/^\d\d-\d\d-\d{4} \d\d:\d\d$/),
    });
    const empty = new FormData();
    empty.set("siteId", String(client.site.number));
    expect((await upload(empty)).status).toBe(400);
    empty.set("Excel File", new File(["nonsense"], "cards.xlsx"));
    expect((await upload(empty)).status).toBe(400);
  });

  test("the language of messages, and nothing of the account, changes", async () => {
    expect((await client.call("GET", "GetLanguageV1")).json).toEqual({ Message: "en" });
    expect((await client.call("PUT", "SetLanguageV1", { language: "pt" })).status).toBe(400);
    expect((await client.call("PUT", "SetLanguageV1", { language: "fr" })).status).toBe(200);
    expect((await client.call("GET", "GetLanguageV1")).json).toEqual({ Message: "fr" });
    const refused = await client.call("GET", "GetVirtualCardListV2");
    expect(refused.json.Message).toContain("absent");
    const account = await asSystem(({ tx }) => tx.account.findUniqueOrThrow({ where: { id: client.account.id } }));
    expect(account.locale).toBe("en");
    await client.call("PUT", "SetLanguageV1", { language: "en" });
  });
});

describe("bad input", () => {
  test.each([
    ["no JSON", "{", 400],
    ["an array", "[1]", 400],
    ["deep nesting", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, 400],
    ["numbers beyond 2^53", '{"siteId":9007199254740993,"ids":[1]}', 400],
    ["a body of 2 MB", `{"a":"${"x".repeat(2_000_000)}"}`, 413],
  ])("%s", async (_, body, status) => {
    const url = `${HOST}/api/DeleteVirtualCardV1?accessToken=${client.token.accessToken}`;
    const response = await compatResponse(new Request(url, { method: "POST", body }), "DeleteVirtualCardV1");
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ StatusCode: status });
  });
});
