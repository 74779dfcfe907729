import { type IncomingHttpHeaders, request } from "node:http";
import { anAccount } from "../factories/accounts";
import { aToken } from "../factories/api";
import { aLoad } from "../factories/credits";
import { aConfiguration, aSite } from "../factories/sites";
import { openDatabaseOf } from "./support/database";
import { expect, test } from "./support/fixtures";

/*
 * The compatible API as existing clients speak it: with Node's own http client, which follows no redirect and forgives nothing,
 * against the running product.
 */

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

function ask(origin: string, verb: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) {
  const { hostname, port } = new URL(origin);
  return new Promise<Answer>((done, fail) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { hostname, port, method: verb, path, headers: { ...headers, ...length } };
    const call = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    call.on("error", fail);
    call.end(body);
  });
}
const json = (answer: Answer) => JSON.parse(answer.body.toString("utf8"));
const JSON_TYPE = { "content-type": "application/json" };

test("integrators' clients go on by changing the base address", async ({ portal }) => {
  const close = openDatabaseOf(portal);
  const account = await anAccount({ companyName: "Integrated Ltd" });
  await aLoad(account.id, 20);
  const site = await aSite(account.id, { name: "London" });
  const configuration = await aConfiguration(site, { name: `Doors ${account.number}` });
  const token = await aToken(account.id);
  const at = portal.origin;
  const query = `accessToken=${token.accessToken}`;

  await test.step("every way of writing a path is the method itself, never a redirect", async () => {
    for (const path of ["/api/X", "/api/X/", "/Api/X", "/Api/X/", "//api/X", "//api/X/", "//Api/X/"]) {
      const answer = await ask(at, "GET", `${path.replace("X", "GetSiteListV1")}?${query}`, JSON_TYPE);
      expect(answer.status, path).toBe(200);
      expect(json(answer), path).toEqual([{ SiteId: site.number, SiteName: "London" }]);
    }
  });

  await test.step("the second generation", async () => {
    const basic = Buffer.from(`${token.clientId}:${token.clientSecret}`).toString("base64");
    const form = { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" };
    for (const path of ["/token", "/token/", "//token"]) {
      const granted = await ask(at, "POST", path, form, "grant_type=client_credentials&scope=global");
      expect(granted.status, path).toBe(200);
      const { access_token: bearer, token_type: type } = json(granted);
      expect(type).toBe("Bearer");
      expect(JSON.parse(Buffer.from(bearer.split(".")[1], "base64url").toString()).client_id).toBe(token.clientId);
      const credits = await ask(at, "GET", "/api/GetAvailableCreditsV1/", { authorization: `Bearer ${bearer}` });
      expect(json(credits)).toEqual({ credits: 20 });
    }
    expect(
      (await ask(at, "POST", "/token", { ...form, authorization: "Basic eDp5" }, "grant_type=client_credentials"))
        .status,
    ).toBe(401);
  });

  await test.step("a card from adding to deleting", async () => {
    const card = {
      SiteId: String(site.number),
      ConfigurationId: configuration.number,
      FirstName: "Simon",
      LastName: "WHITE",
      Email: "simon.white@example.com",
      PrivateorStidId: "568746",
    };
    const added = await ask(at, "POST", `/api/AddVirtualCardV2/?${query}`, JSON_TYPE, JSON.stringify(card));
    expect(added.status).toBe(200);
    const id = json(added).VirtualCardId;
    expect(id).toEqual(expect.any(Number));
    const edited = await ask(
      at,
      "PUT",
      `/api/EditVirtualCardV2?${query}`,
      JSON_TYPE,
      JSON.stringify({ SiteId: site.number, VirtualCardId: id, FirstName: "Sam" }),
    );
    expect(json(edited)).toEqual({ Message: expect.any(String) });
    const ids = JSON.stringify({ siteId: site.number, ids: [id] });
    const sent = await ask(at, "POST", `/Api/SendVirtualCardV1/?${query}`, JSON_TYPE, ids);
    expect(json(sent).responseMessage).toMatchObject([{ VirtualCardId: id, StatusCode: 25 }]);
    const detail = await ask(at, "GET", `/api/GetVirtualCardDetailV2/?${query}&siteId=${site.number}&vcardId=${id}`);
    expect(json(detail)).toMatchObject({ FirstName: "Sam", Status: "Created and Email Sent" });
    expect(json(await ask(at, "GET", `/api/GetReservedCreditsV2?${query}`))).toEqual({ credits: 5 });
    const where = `confName=${encodeURIComponent(configuration.name)}&siteName=London&email=simon.white%40example.com`;
    const { UUID } = json(await ask(at, "GET", `/api/GetUUIDV4?${query}&${where}`));
    const landing = await fetch(`${at}/a/${UUID}`);
    expect(await landing.text()).toContain("Sam WHITE");
    const picture = json(
      await ask(at, "GET", `/api/GetVirtualCardPreviewV2?${query}&siteId=${site.number}&vcardId=${id}`),
    );
    expect(Buffer.from(picture.FrontVirtualCardPreview, "base64").subarray(1, 4).toString()).toBe("PNG");
    const removed = await ask(at, "POST", `/api/DeleteVirtualCardV1?${query}`, JSON_TYPE, ids);
    expect(json(removed).responseMessage).toMatchObject([{ VirtualCardId: id, StatusCode: 36 }]);
  });

  await test.step("a file, imported in the background", async () => {
    const csv = "First Name,Last Name,Email\nAnn,BLACK,ann@example.com\n";
    const body = [
      "--b",
      'Content-Disposition: form-data; name="siteId"\r\n',
      String(site.number),
      "--b",
      'Content-Disposition: form-data; name="Excel File"; filename="cards.csv"',
      "Content-Type: text/csv\r\n",
      csv,
      "--b--",
      "",
    ].join("\r\n");
    const type = { "content-type": "multipart/form-data; boundary=b" };
    const taken = await ask(at, "POST", `/api/ImportVirtualCardV3/?${query}`, type, body);
    expect(json(taken)).toMatchObject({ StatusCode: 200 });
    await expect
      .poll(async () => json(await ask(at, "GET", `/api/GetFileImportedStatusV3?${query}`)), { timeout: 30_000 })
      .toEqual({ isFileImported: "yes" });
    const list = json(await ask(at, "GET", `/api/GetVirtualCardListV2?${query}&siteId=${site.number}`));
    expect(list).toMatchObject([{ Email: "ann@example.com", Status: "Created" }]);
    const history = json(await ask(at, "GET", `/api/GetImportHistoryV3?${query}&siteId=${site.number}`));
    expect(history[0]).toMatchObject({ SiteName: "London", ImportStatus: "Imported" });
    const report = await ask(at, "GET", `/api/ReportVirtualCardV2/?${query}&siteId=${site.number}`);
    expect(report.body.subarray(0, 2).toString()).toBe("PK");
  });

  await test.step("errors have their status", async () => {
    expect((await ask(at, "GET", "/api/GetSiteListV1?accessToken=nobody")).status).toBe(401);
    expect((await ask(at, "GET", `/api/GetVirtualCardListV2?${query}&siteId=1`)).status).toBe(404);
    expect((await ask(at, "GET", `/api/GetVirtualCardListV2?${query}&siteId=`)).status).toBe(400);
    const large = await ask(
      at,
      "POST",
      `/api/SendVirtualCardV1?${query}`,
      JSON_TYPE,
      Buffer.alloc(10_000_000, 32),
    ).catch(() => ({ status: 413 }));
    expect(large.status).toBe(413);
  });
  await close();
});
