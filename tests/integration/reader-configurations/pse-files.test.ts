import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CompactEncrypt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewOf } from "@/modules/reader-configurations/domain/pse-preview";
import type { PseFile } from "@/modules/reader-configurations/domain/pse-reader";
import { inspectPse, readPse } from "@/modules/reader-configurations/domain/read-pse";
import { decryptPseKeys, encryptPseKeys } from "@/platform/crypto/pse-jwe";

const PASSPHRASE = "Example passphrase 2026";
const run = promisify(execFile);
const file = (bytes: Uint8Array | string, fileName = "london.pse"): PseFile => ({
  fileName,
  bytes: Buffer.from(bytes as string),
});
const read = (given: PseFile, passphrase = PASSPHRASE) => readPse(given, { passphrase }, decryptPseKeys);

/** The example of the documentation, which a stranger would start from. */
async function documented(): Promise<string> {
  const page = await readFile("docs/pse-format.md", "utf8");
  return /```json\n([\s\S]*?)```/.exec(page)![1]!;
}

describe("open PSE files", () => {
  let folder: string;
  let example: Record<string, unknown>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pse-"));
    example = JSON.parse(await documented());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const changed = (change: Record<string, unknown>) => file(JSON.stringify({ ...example, ...change }));

  it("R181 R182 R183 R184: the documentation's example reads, and previews as figure 52", async () => {
    const given = file(await documented());
    expect(inspectPse(given)).toEqual({
      format: "OPEN",
      pseName: "London offices",
      configurationName: "London",
      needsPassphrase: true,
    });
    const parsed = await read(given);
    expect(parsed).toMatchObject({ format: "OPEN", pseName: "London offices", configurationName: "London" });
    expect(parsed.secretKeys).toHaveLength(32);
    const preview = previewOf(parsed.settings)!;
    const states = (rows: { setting: string; on: boolean }[]) =>
      rows.map(({ setting, on }) => `${setting} ${on ? "ON" : "OFF"}`);
    expect(states(preview.full.rows)).toEqual([
      "reader ON",
      "mifareDesfire ON",
      "mifarePlusSl3 OFF",
      "mifareClassicSl1 OFF",
      "mifareUltralightC OFF",
      "blueMobileId ON",
      "nfcHce OFF",
      "cps3 OFF",
      "khz125 OFF",
    ]);
    expect(states(preview.reader.rows)).toEqual(["reader ON"]);
    expect(preview.reader.identificationModes).toEqual([
      { mode: "badge", range: "contact" },
      { mode: "slide", range: "very-short" },
      { mode: "tap-tap", range: 3 },
    ]);
    expect(preview.full.remoteOptions).toEqual([
      { option: "remote1", on: true, range: 10 },
      { option: "remote2", on: false },
    ]);
    expect(preview.chips.rows).toHaveLength(8);
    expect([preview.chips.identificationModes, preview.chips.remoteOptions]).toEqual([[], []]);
  });

  it("the command writes a file that reads back, with a key that is its own", async () => {
    const make = (out: string, ...more: string[]) =>
      run(process.execPath, [
        "--import",
        "tsx",
        "src/commands/pse-make.ts",
        "--name",
        "Paris",
        "--out",
        join(folder, out),
        ...more,
      ]);
    await make(
      "a.pse",
      "--passphrase",
      PASSPHRASE,
      "--configuration",
      "Été",
      "--modes",
      "hands-free:2.5",
      "--chips",
      "cps3",
      "--remote2",
      "on",
    );
    const a = await read(file(await readFile(join(folder, "a.pse"))));
    expect(a).toMatchObject({
      pseName: "Paris",
      configurationName: "Été",
      settings: {
        chips: { cps3: true, mifareDesfire: false },
        identificationModes: [{ mode: "hands-free", range: 2.5 }],
        remoteOptions: { remote1: { on: false }, remote2: { on: true } },
      },
    });
    const { stdout } = await make("b.pse");
    const b = await read(file(await readFile(join(folder, "b.pse"))), /Passphrase: (\S+)/.exec(stdout)![1]);
    expect(b.configurationName).toBe("Paris");
    expect(Buffer.from(b.secretKeys!).equals(Buffer.from(a.secretKeys!))).toBe(false);
    await expect(make("b.pse")).rejects.toMatchObject({ code: 1 });
    await expect(make("c.pse", "--modes", "telepathy:3")).rejects.toMatchObject({ code: 1 });
  }, 60_000);

  it("a byte order mark and a passphrase typed in another Unicode form do no harm", async () => {
    const keys = await encryptPseKeys(Buffer.from(`{"configuration":"${"A".repeat(43)}"}`), "clé".normalize("NFD"));
    const parsed = await read(file(`\ufeff${JSON.stringify({ ...example, keys })}`), "clé".normalize("NFC"));
    expect(parsed.secretKeys).toEqual(new Uint8Array(32));
  });

  it("asks for a passphrase, and says that one is wrong at its field", async () => {
    await expect(read(changed({}), "")).rejects.toMatchObject({
      code: "readerConfigurations.passphraseNeeded",
      fields: { passphrase: "readerConfigurations.passphraseNeeded" },
    });
    await expect(read(changed({}), "example passphrase 2026")).rejects.toMatchObject({
      kind: "BAD_INPUT",
      code: "readerConfigurations.wrongPassphrase",
      fields: { passphrase: "readerConfigurations.wrongPassphrase" },
    });
  });

  it("refuses truncated, nested, wrongly encoded and lying files, each with its reason", async () => {
    const text = JSON.stringify(example);
    const settings = example.settings as Record<string, unknown>;
    const cases: [PseFile, string, object?][] = [
      [file(""), "emptyFile"],
      [file(text.slice(0, 300)), "damagedFile"],
      [file(text.slice(0, -1)), "damagedFile"],
      [file(Buffer.from(`\ufeff${text}`, "utf16le")), "wrongEncoding"],
      [file(Buffer.from(text, "utf16le").swap16()), "wrongEncoding"],
      [file(Buffer.from(text.replace("London", "Orléans"), "latin1")), "wrongEncoding"],
      [
        file(`{"format":"mobile-id-portal.pse","version":1,"name":${"[".repeat(400_000)}${"]".repeat(400_000)}}`),
        "damagedFile",
      ],
      [file(`{"format":"mobile-id-portal.pse","name":${'{"a":'.repeat(100_000)}`), "damagedFile"],
      [changed({ version: 2 }), "unknownVersion", { version: 2 }],
      [changed({ version: "1" }), "damagedFile"],
      [changed({ format: "else", name: "mobile-id-portal.pse" }), "notPse"],
      [changed({ name: " " }), "invalidField", { field: "name" }],
      [changed({ name: "x".repeat(101) }), "invalidField", { field: "name" }],
      [changed({ configuration: "a\u0007b" }), "invalidField", { field: "configuration" }],
      [changed({ configuration: undefined }), "invalidField", { field: "configuration" }],
      [changed({ keys: "not a JWE" }), "invalidField", { field: "keys" }],
      [changed({ extra: 1 }), "invalidField", { field: "extra" }],
      [file(text.replace("{", '{"__proto__":{"reader":true},')), "invalidField", { field: "__proto__" }],
      [changed({ settings: { ...settings, reader: "ON" } }), "invalidField", { field: "settings.reader" }],
      [
        changed({ settings: { ...settings, chips: { cps3: true } } }),
        "invalidField",
        { field: "settings.chips.mifareDesfire" },
      ],
      [changed({ settings: { ...settings, identificationModes: [{ mode: "slide", range: 0 }] } }), "invalidField"],
      [
        changed({ settings: { ...settings, identificationModes: Array(2).fill({ mode: "slide", range: 3 }) } }),
        "invalidField",
        { field: "settings.identificationModes" },
      ],
    ];
    for (const [given, reason, params] of cases) {
      expect(() => inspectPse(given), `${reason} ${JSON.stringify(params)}`).toThrow(
        expect.objectContaining({ code: `readerConfigurations.${reason}`, ...(params ? { params } : {}) }),
      );
      await expect(read(given)).rejects.toMatchObject({ code: `readerConfigurations.${reason}` });
    }
  });

  it("refuses 100 MiB by size, before looking at them", () => {
    const bytes = new Uint8Array(100 * 2 ** 20);
    const start = performance.now();
    expect(() => inspectPse({ fileName: "a.pse", bytes })).toThrow(
      expect.objectContaining({ code: "readerConfigurations.fileTooLarge", params: { kibibytes: 1024 } }),
    );
    expect(performance.now() - start).toBeLessThan(50);
    expect(() => inspectPse(file(Buffer.alloc(2 ** 20 + 1, "x")))).toThrow("fileTooLarge");
    expect(inspectPse(file(Buffer.alloc(2 ** 20, "x"))).format).toBe("OPAQUE");
  });

  it("refuses keys that are no keys, and ones that would take for ever to open, at once", async () => {
    const sealed = (content: string) => encryptPseKeys(Buffer.from(content), PASSPHRASE);
    for (const content of [
      "",
      "[]",
      '{"configuration":"short"}',
      `{"configuration":"${"A".repeat(43)}","more":1}`,
      "\xff",
    ]) {
      await expect(read(changed({ keys: await sealed(content) }))).rejects.toMatchObject({
        code: "readerConfigurations.badKeys",
      });
    }
    const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString("base64url");
    const keys = String(example.keys);
    const rest = keys.slice(keys.indexOf("."));
    const p2s = Buffer.alloc(16).toString("base64url");
    const start = process.cpuUsage();
    for (const fields of [
      { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2s, p2c: 2_000_000_000 },
      { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2s, p2c: 2_000_001 },
      { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2s, p2c: 1000 },
      { alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2s },
      { alg: "dir", enc: "A256GCM" },
      { alg: "PBES2-HS256+A128KW", enc: "A256GCM", p2s, p2c: 210_000 },
    ]) {
      await expect(read(changed({ keys: header(fields) + rest }))).rejects.toMatchObject({
        code: "readerConfigurations.badKeys",
      });
    }
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
    const direct = await new CompactEncrypt(Buffer.from("{}"))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(new Uint8Array(32));
    await expect(read(changed({ keys: direct }))).rejects.toMatchObject({ code: "readerConfigurations.badKeys" });
  });
});

describe("opaque PSE files", () => {
  const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 251));

  it("are kept unread: the person names the configuration, the preview has nothing to show", async () => {
    const given = { fileName: "C:\\PSE\\Site principal.v2.pse", bytes };
    expect(inspectPse(given)).toEqual({
      format: "OPAQUE",
      pseName: "Site principal.v2",
      configurationName: null,
      needsPassphrase: false,
    });
    const parsed = await readPse(given, { configurationName: "  London " }, decryptPseKeys);
    expect(parsed).toEqual({
      format: "OPAQUE",
      pseName: "Site principal.v2",
      configurationName: "London",
      settings: null,
      secretKeys: null,
    });
    expect(previewOf(parsed.settings)).toBeNull();
  });

  it("need a name, at its field", async () => {
    const given = { fileName: "a.pse", bytes };
    await expect(readPse(given, {}, decryptPseKeys)).rejects.toMatchObject({
      code: "readerConfigurations.nameNeeded",
      fields: { configurationName: "readerConfigurations.nameNeeded" },
    });
    await expect(readPse(given, { configurationName: "x".repeat(101) }, decryptPseKeys)).rejects.toMatchObject({
      code: "readerConfigurations.badName",
    });
  });

  it("are not pictures, documents, archives, programs or web pages", () => {
    const foreign = [
      "\x89PNG\r\n",
      "\xff\xd8\xff\xe0",
      "GIF89a",
      "%PDF-1.7",
      "PK\x03\x04",
      "MZ\x90",
      "\x7fELF",
      "<!DOCTYPE html>",
      " <html>",
    ];
    for (const start of foreign) {
      expect(() => inspectPse(file(Buffer.from(start, "latin1"))), start).toThrow(
        expect.objectContaining({ code: "readerConfigurations.notPse" }),
      );
    }
  });
});
