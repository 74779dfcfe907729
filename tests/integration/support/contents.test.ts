import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, uploaded } from "@tests/support/files";
import { asAccount, asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as exportRoute } from "@/app/api/exports/[...path]/route";
import { attachment } from "@/platform/http";
import { newId } from "@/shared/kernel/ids";

type Caller = Awaited<ReturnType<typeof callerOf>>;
let editor: { id: string };
let operator: Caller;
let reader: { id: string };
beforeAll(async () => {
  const root = await theOperator();
  editor = await aUser(root.id, { accountRights: ["support.act"] });
  operator = await callerOf(editor);
  reader = await aUser((await anAccount()).id);
});

const words = (title: string, body = "") => ({ title, body });
const anItem = (more: object = {}) => ({
  itemId: null,
  item: { kind: "FAQ" as const, texts: { en: words("How?", "So.") }, published: true, ...more },
});
const pdf = (text = "%PDF-1.7 hello") => new Uint8Array(Buffer.from(text, "latin1"));
const aForm = (content: Uint8Array, name: string, locale = "") => {
  const form = new FormData();
  form.set("file", new File([content as BlobPart], name, { type: "text/html" }));
  form.set("locale", locale);
  return form;
};
const entriesFor = async (locale: string) => (await (await callerOf(reader, { locale })).support.read()).entries;

describe("R311 R312 contents of the Support page", () => {
  test("what the operator publishes is read in the reader's language, else in another; a draft by nobody", async () => {
    const { id } = await operator.support.save(
      anItem({ texts: { en: words("Lost phone?"), fr: words("Téléphone perdu ?") } }),
    );
    const { id: english } = await operator.support.save(anItem({ texts: { en: words("Only English") } }));
    const { id: draft } = await operator.support.save(anItem({ published: false }));
    const french = await entriesFor("fr");
    expect(french.find((entry) => entry.id === id)).toMatchObject({ title: "Téléphone perdu ?", lang: null });
    expect(french.find((entry) => entry.id === english)).toMatchObject({ title: "Only English", lang: "en" });
    expect(french.map((entry) => entry.id)).not.toContain(draft);
    await operator.support.save({ itemId: draft, item: { ...anItem().item, published: true } });
    expect((await entriesFor("en")).map((entry) => entry.id)).toContain(draft);
    await operator.support.delete({ itemId: draft });
    expect((await entriesFor("en")).map((entry) => entry.id)).not.toContain(draft);
    const actions = await asSystem(async ({ tx }) =>
      (await tx.historyEntry.findMany({ where: { action: { startsWith: "support." } } })).map((row) => row.action),
    );
    expect(actions).toEqual(expect.arrayContaining(["support.added", "support.changed", "support.deleted"]));
  });

  test("they stand in the order that the operator gives", async () => {
    const ids: string[] = [];
    for (const title of ["One", "Two", "Three"])
      ids.push((await operator.support.save(anItem({ kind: "TUTORIAL", texts: { en: words(title) } }))).id);
    const titles = async () =>
      (await entriesFor("en")).filter((entry) => entry.kind === "TUTORIAL").map((entry) => entry.title);
    expect(await titles()).toEqual(["One", "Two", "Three"]);
    // The one that is not named comes after those that are.
    await operator.support.order({ kind: "TUTORIAL", itemIds: [ids[2]!, ids[0]!] });
    expect(await titles()).toEqual(["Three", "One", "Two"]);
  });

  test("bad input is refused at its field and changes nothing", async () => {
    const before = (await operator.support.items()).items.length;
    for (const more of [
      { texts: {} },
      { texts: { en: words("  ") } },
      { kind: "VIDEO", texts: { en: words("Film") }, url: null },
      { kind: "VIDEO", texts: { en: words("Film") }, url: "javascript:alert(1)" },
      { kind: "RELEASE", texts: { en: words("New") } },
      { texts: { en: words("a\u0000b") } },
      { texts: { pt: words("Idioma") } },
    ])
      expect(await refusal(operator.support.save(anItem(more) as never))).toMatchObject({ kind: "BAD_INPUT" });
    expect(await refusal(operator.support.save({ ...anItem(), itemId: newId() }))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal(operator.support.delete({ itemId: newId() }))).toMatchObject({ kind: "NOT_FOUND" });
    expect((await operator.support.items()).items).toHaveLength(before);
  });

  test("looking needs support.view, acting support.act; a customer's role can't write even past the procedures", async () => {
    const looker = await callerOf(await aUser((await theOperator()).id, { accountRights: ["support.view"] }));
    await expect(looker.support.items()).resolves.toBeTruthy();
    expect(await refusal(looker.support.save(anItem()))).toMatchObject({ kind: "FORBIDDEN" });
    const customer = await callerOf(reader);
    expect(await refusal(customer.support.items())).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal((await callerOf(null)).support.read())).toMatchObject({ kind: "UNAUTHENTICATED" });
    const account = await anAccount();
    await expect(asAccount(account.id, ({ tx }) => tx.supportItem.deleteMany({}))).rejects.toThrow(/permission denied/);
  });

  test("R313 contacts are changed with old and new values in the history; the reader's supplier is named, no other", async () => {
    const contacts = {
      contactEmail: "help@example.com",
      website: "https://help.example.com",
      offices: [{ name: "Head office", address: "1 Long Road", phone: null }],
    };
    await operator.support.contacts(contacts);
    const reseller = await anAccount({ type: "RESELLER", companyName: "Blue Reseller" });
    const customer = await callerOf(await aUser((await anAccount({ parentId: reseller.id })).id));
    expect(await customer.support.read()).toMatchObject({ contacts, supplier: "Blue Reseller" });
    expect((await (await callerOf(reader)).support.read()).supplier).toBeNull();
    for (const bad of [
      { ...contacts, contactEmail: "nobody" },
      { ...contacts, website: "javascript:alert(1)" },
      { ...contacts, offices: [{ name: "", address: "x" }] },
    ])
      expect(await refusal(operator.support.contacts(bad as never))).toMatchObject({ kind: "BAD_INPUT" });
  });
});

describe("files", () => {
  test("are stored by what they are, served to be saved with that type and nosniff, per language, replaced and removed", async () => {
    const { id: itemId } = await operator.support.save(anItem({ kind: "FILE", texts: { en: words("Manual") } }));
    const query = `itemId=${itemId}`;
    await uploaded(editor, "support-file", query, aForm(pdf("%PDF-1.7 all"), "manual.html"));
    await uploaded(editor, "support-file", query, aForm(pdf("%PDF-1.7 fr"), "../manuel.pdf", "fr"));
    const own = async (locale: string) => (await entriesFor(locale)).find((entry) => entry.id === itemId)?.file;
    expect(await own("en")).toMatchObject({ name: "manual.pdf", bytes: 12, locale: null });
    expect(await own("fr")).toMatchObject({ name: "manuel.pdf", locale: "fr" });
    const served = await exported(reader, "support-file", `id=${(await own("fr"))?.id}`);
    expect(served).toMatchObject({ fileName: "manuel.pdf", bytes: Buffer.from("%PDF-1.7 fr") });
    expect(attachment("manuel.pdf", "application/pdf")).toMatchObject({
      "content-disposition": expect.stringMatching(/^attachment/),
      "x-content-type-options": "nosniff",
    });
    await uploaded(editor, "support-file", query, aForm(pdf("%PDF-1.7 fr two"), "deux.pdf", "fr"));
    const { items } = await operator.support.items();
    const files = items.find((item) => item.id === itemId)?.files ?? [];
    expect(files.map((file) => file.name).sort()).toEqual(["deux.pdf", "manual.pdf"]);
    await operator.support.deleteFile({ fileId: files.find((file) => file.locale === "fr")!.id });
    expect(await own("fr")).toMatchObject({ name: "manual.pdf" });
  });

  test("a web page called a PDF, an empty file, one for no item: refused with the reason; nothing is stored", async () => {
    const { id: itemId } = await operator.support.save(anItem({ kind: "FILE" }));
    const send = (content: Uint8Array, item = itemId) =>
      refusal(uploaded(editor, "support-file", `itemId=${item}`, aForm(content, "manual.pdf")));
    expect(await send(pdf("<html><script>alert(1)</script>"))).toMatchObject({ code: "support.fileKind" });
    expect(await send(new Uint8Array())).toMatchObject({ code: "support.fileNeeded" });
    expect(await send(pdf(`%PDF-${"x".repeat(10 * 1024 ** 2)}`))).toMatchObject({ code: "shared.fileTooLarge" });
    expect(await send(pdf(), newId())).toMatchObject({ kind: "NOT_FOUND" });
    expect(await send(pdf(), "x")).toMatchObject({ kind: "NOT_FOUND" });
    expect((await operator.support.items()).items.find((item) => item.id === itemId)?.files).toEqual([]);
    const form = aForm(pdf(), "a.pdf");
    expect(await refusal(uploaded(reader, "support-file", `itemId=${itemId}`, form))).toMatchObject({
      kind: "NOT_FOUND",
    });
  });

  test("of what is not published nobody but the operator gets a file; a visitor gets none at all", async () => {
    const { id: itemId } = await operator.support.save(anItem({ kind: "FILE", published: false }));
    await uploaded(editor, "support-file", `itemId=${itemId}`, aForm(pdf(), "draft.pdf"));
    const { items } = await operator.support.items();
    const id = items.find((item) => item.id === itemId)?.files[0]?.id;
    expect(await refusal(exported(reader, "support-file", `id=${id}`))).toMatchObject({ kind: "NOT_FOUND" });
    await expect(exported(editor, "support-editor-file", `id=${id}`)).resolves.toMatchObject({ fileName: "draft.pdf" });
    expect(await refusal(exported(reader, "support-editor-file", `id=${id}`))).toMatchObject({ kind: "NOT_FOUND" });
    const request = new Request(`http://localhost/api/exports/support-file?id=${id}`);
    const answer = await exportRoute(request, { params: Promise.resolve({ path: ["support-file"] }) });
    expect(answer.status).toBe(401);
  });
});
