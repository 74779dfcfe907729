import sharp from "sharp";
import { expect, test } from "vitest";
import { logoResponse } from "@/composition/look";
import { landingResponse } from "@/modules/activation/server";
import { accountAtAddress, lookOf } from "@/modules/personalization/server";
import { anAccount, aUser, nextNumber, theOperator } from "../../factories/accounts";
import { callerOf, refusal } from "../../support/caller";
import { uploaded } from "../../support/files";
import { asSystem } from "../../support/system";
import { aSentCard } from "../activation/phones";

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#d03020" } });

function logoForm(bytes: Uint8Array, logo = "companyLogo", name = "logo.png", crop?: string): FormData {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], name));
  form.set("logo", logo);
  if (crop) form.set("crop", crop);
  return form;
}

test("R043 R044 R045 R050 what an account sets stands; what it doesn't comes from its reseller, then the operator", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const customer = await anAccount({ parentId: reseller.id });
  const [operatorUser, resellerUser, customerUser] = [
    await aUser((await theOperator()).id),
    await aUser(reseller.id),
    await aUser(customer.id),
  ];
  // Until a look says something else, the operator's settings name the copyright.
  expect((await (await callerOf(customerUser)).personalization.appearance()).look.copyright).toEqual({
    value: "STid",
    source: "operator",
  });
  await (await callerOf(operatorUser)).personalization.saveAppearance({ copyright: "Operator 2026" });
  await (await callerOf(resellerUser)).personalization.saveAppearance({ headerBackground: "#0C0C0C" });
  const caller = await callerOf(customerUser);
  await caller.personalization.saveAppearance({ headerText: "#ffffff" });
  const { own, look, inherited } = await caller.personalization.appearance();
  expect(own).toMatchObject({ headerText: "#ffffff", headerBackground: null });
  expect(look.headerText).toEqual({ value: "#ffffff", source: "own" });
  expect(look.headerBackground).toEqual({ value: "#0c0c0c", source: "supplier" });
  expect(look.copyright).toEqual({ value: "Operator 2026", source: "operator" });
  expect(inherited.headerText.source).toBe("default");

  await caller.personalization.saveAppearance({ headerText: null });
  expect((await caller.personalization.appearance()).look.headerText.source).toBe("default");
  const { rows } = await caller.history.list({ limit: 5 });
  expect(rows[0]).toMatchObject({
    page: "settings",
    action: "personalization.appearanceSaved",
    changes: [{ field: "headerText", from: "#ffffff", to: null }],
  });
});

test("R046 R047 R048 R049 a logo keeps its shape within its room, whatever its size; only its pixels are stored", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const jpeg = await picture(1000, 200)
    .withExif({ IFD0: { Artist: "secret" } })
    .jpeg()
    .toBuffer();
  const { hash } = (await uploaded(user, "logo", "", logoForm(jpeg, "companyLogo", "logo.jpg"))) as { hash: string };
  const answer = await logoResponse(hash);
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(answer.headers.get("cache-control")).toContain("immutable");
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 304, height: 61, format: "png" });
  expect(bytes.includes("secret")).toBe(false);
  expect((await asSystem((work) => lookOf(work, account.id))).companyLogo).toEqual({ value: hash, source: "own" });

  const square = await picture(300, 300).png().toBuffer();
  const cropped = (await uploaded(user, "logo", "", logoForm(square, "footerLogo", "x.png", "10,10,100,50"))) as {
    hash: string;
  };
  const shown = Buffer.from(await (await logoResponse(cropped.hash)).arrayBuffer());
  expect(await sharp(shown).metadata()).toMatchObject({ width: 100, height: 50 });
  await (await callerOf(user)).personalization.removeLogo({ logo: "companyLogo" });
  expect((await asSystem((work) => lookOf(work, account.id))).companyLogo.value).toBeNull();
  expect((await logoResponse(hash)).status).toBe(200);
  expect((await logoResponse("x".repeat(43))).status).toBe(404);
});

test("R049 what is no jpg or png by its content, too large or broken is refused and changes nothing", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const refusedAs = async (bytes: Uint8Array, name: string) =>
    (await refusal(uploaded(user, "logo", "", logoForm(bytes, "companyLogo", name)))).code;
  const text = (words: string) => new TextEncoder().encode(words);
  expect(await refusedAs(text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "logo.png")).toBe("shared.imageType");
  expect(await refusedAs(await picture(20, 20).gif().toBuffer(), "logo.png")).toBe("shared.imageType");
  expect(await refusedAs(new Uint8Array(), "logo.png")).toBe("shared.imageType");
  const png = await picture(400, 400).png().toBuffer();
  expect(await refusedAs(png.subarray(0, 120), "cut.png")).toBe("shared.imageBroken");
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(30_000, 16);
  bomb.writeUInt32BE(30_000, 20);
  expect(["shared.imageTooLarge", "shared.imageBroken"]).toContain(await refusedAs(bomb, "bomb.png"));
  expect(await refusedAs(await picture(3_000, 2_000).png().toBuffer(), "large.png")).toBe("shared.imageTooLarge");
  const polyglot = Buffer.concat([png, Buffer.from("<script>alert(1)</script>PK\u0003\u0004")]);
  const { hash } = (await uploaded(user, "logo", "", logoForm(polyglot))) as { hash: string };
  expect(Buffer.from(await (await logoResponse(hash)).arrayBuffer()).includes("script")).toBe(false);
});

test("a sign-in page has an address of its own; two accounts can't have the same", async () => {
  const [one, two] = [await anAccount(), await anAccount()];
  const address = `acme-${nextNumber()}`;
  await (await callerOf(await aUser(one.id))).personalization.saveAppearance({ address: address.toUpperCase() });
  expect(await asSystem((work) => accountAtAddress(work, address))).toBe(one.id);
  const other = await callerOf(await aUser(two.id));
  expect(await refusal(other.personalization.saveAppearance({ address, copyright: "x" }))).toMatchObject({
    kind: "CONFLICT",
    fields: ["address"],
  });
  expect((await other.personalization.appearance()).own.copyright).toBeNull();
  for (const bad of ["a", "-ab", "ab_c", "api", "x".repeat(60), "é-cole"])
    expect((await refusal(other.personalization.saveAppearance({ address: bad }))).kind).toBe("BAD_INPUT");
  expect((await refusal(other.personalization.saveAppearance({ headerText: "red" }))).kind).toBe("BAD_INPUT");
});

test("only with the right, and never another account's", async () => {
  const account = await anAccount();
  const viewer = await callerOf(await aUser(account.id, { accountRights: ["personalization.view"] }));
  await viewer.personalization.appearance();
  expect((await refusal(viewer.personalization.saveAppearance({ copyright: "x" }))).kind).toBe("FORBIDDEN");
  const none = await aUser(account.id, { accountRights: [] });
  expect((await refusal((await callerOf(none)).personalization.appearance())).kind).toBe("FORBIDDEN");
  expect((await refusal(uploaded(none, "logo", "", logoForm(new Uint8Array([1]))))).kind).toBe("FORBIDDEN");
});

test("R050 the page of an activation link has the look of the account that gives the card", async () => {
  const { card, token } = await aSentCard();
  await (await callerOf(await aUser(card.accountId))).personalization.saveAppearance({
    headerBackground: "#123456",
    copyright: "Riverside 2026",
  });
  const page = await (await landingResponse(new Request("https://portal.example.com/a/x"), token, new Date())).text();
  expect(page).toContain("--brand:#123456");
  expect(page).toContain("Riverside 2026");
});
