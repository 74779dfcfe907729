import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { CompactSign, compactDecrypt, compactVerify, importJWK } from "jose";
import { describe, expect, test } from "vitest";
import { newId } from "@/shared/kernel/ids";
import { atRest, deriveKey } from "./at-rest";
import { sendingCodes } from "./codes";
import { readPublicKey, signCompact, verifyCompact } from "./compact-jws";
import { type KeyRing, singleKeyRing } from "./key-ring";
import { linkTokens } from "./link-tokens";
import { encryptToPhone } from "./phone-jwe";
import { type PublicJwk, thumbprint } from "./phone-keys";
import { encodeStatusList, LIST_SIZE, readStatus, STATUS, statusPlace } from "./status-list";

const ringOf = (text: string) => singleKeyRing((purpose) => deriveKey(Buffer.from(text), "", purpose));
const ring = ringOf("one");

describe("link tokens", () => {
  const tokens = linkTokens(ring);

  test("R223 a token stands for its id, for its purpose only, under its key only", () => {
    const id = newId();
    const token = tokens.make("card", id);
    expect(token).toHaveLength(66);
    expect(tokens.make("card", id)).toBe(token);
    expect(tokens.read("card", token)).toBe(id);
    expect(tokens.read("reset-password", token)).toBeNull();
    expect(linkTokens(ringOf("two")).read("card", token)).toBeNull();
  });

  test("any other text is refused, also one changed bit and spare bits at the end", () => {
    const token = tokens.make("card", newId());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65 }), fc.constantFrom(..."ABCXYZabcxyz0189-_"), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(tokens.read("card", changed) === null).toBe(changed !== token);
      }),
    );
    for (const text of ["", "x", `${token}A`, `${token}=`, token.slice(1), `${token} `, "é".repeat(66)]) {
      expect(tokens.read("card", text)).toBeNull();
    }
  });

  test("tokens of an older key stay readable after a new one is made current", () => {
    const two: KeyRing = {
      current: 2,
      known: [2, 1],
      key: (id, purpose) => (id === 1 || id === 2 ? deriveKey(Buffer.of(id), "", purpose) : undefined),
    };
    const one: KeyRing = { ...two, current: 1 };
    const id = newId();
    expect(linkTokens(two).read("card", linkTokens(one).make("card", id))).toBe(id);
    expect(linkTokens(two).make("card", id)).not.toBe(linkTokens(one).make("card", id));
    expect(sendingCodes(two).checkMail(id, sendingCodes(one).mail(id))).toBe("right");
    expect(sendingCodes(two).checkSite(id, sendingCodes(one).site(id))).toBe("right");
    expect(sendingCodes({ ...two, known: [2] }).checkSite(id, sendingCodes(one).site(id))).toBe("wrong");
  });
});

describe("codes", () => {
  const codes = sendingCodes(ring);

  test("4 and 6 digits, stable, and different from each other", () => {
    for (let i = 0; i < 200; i++) {
      const id = newId();
      expect(codes.mail(id)).toMatch(/^\d{4}$/);
      expect(codes.site(id)).toMatch(/^\d{6}$/);
      expect(codes.mail(id.toUpperCase())).toBe(codes.mail(id));
    }
  });

  test("empty and malformed codes are told from wrong ones", () => {
    const id = newId();
    const right = codes.mail(id);
    const wrong = String((Number(right) + 1) % 10_000).padStart(4, "0");
    expect(codes.checkMail(id, right)).toBe("right");
    expect(codes.checkMail(id, `${right.slice(0, 2)} ${right.slice(2)}`)).toBe("right");
    expect(codes.checkMail(id, wrong)).toBe("wrong");
    expect(codes.checkMail(id, undefined)).toBe("none");
    expect(codes.checkMail(id, "  ")).toBe("none");
    for (const text of ["12", "12345", "abcd", "１２３４", "-1.0"]) expect(codes.checkMail(id, text)).toBe("malformed");
    expect(codes.checkSite(id, codes.site(id))).toBe("right");
    expect(codes.checkSite(id, right)).toBe("malformed");
  });
});

describe("sealed bytes", () => {
  const box = atRest(ring);

  test("open only for their purpose, unchanged, under their key", () => {
    const sealed = box.seal("pse", Buffer.from("secret"));
    expect(box.open("pse", sealed).toString()).toBe("secret");
    expect(() => box.open("signing-key", sealed)).toThrow();
    expect(() => atRest(ringOf("two")).open("pse", sealed)).toThrow();
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => box.open("pse", changed)).toThrow();
    }
    expect(() => box.open("pse", sealed.subarray(0, 20))).toThrow();
    expect(box.seal("pse", Buffer.from("secret"))).not.toEqual(sealed);
  });

  test("derives keys as RFC 5869 does (test case 1, first 32 bytes)", () => {
    const key = deriveKey(
      Buffer.alloc(22, 0x0b),
      Buffer.from("000102030405060708090a0b0c", "hex"),
      Buffer.from("f0f1f2f3f4f5f6f7f8f9", "hex"),
    );
    expect(key.toString("hex")).toBe("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  });
});

describe("phone keys", () => {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = pair.publicKey.export({ format: "jwk" });
  const jwk = { kty, crv, x, y } as PublicJwk;

  test("only points on the curve are keys", () => {
    expect(readPublicKey(jwk)).not.toBeNull();
    expect(readPublicKey({ ...jwk, y: jwk.x })).toBeNull();
    expect(readPublicKey({ ...jwk, x: "" })).toBeNull();
  });

  test("what is encrypted to a phone opens with its key only", async () => {
    const jwe = encryptToPhone(Buffer.from("card"), jwk, thumbprint(jwk), "mid-card+json");
    const opened = await compactDecrypt(
      jwe,
      await importJWK(pair.privateKey.export({ format: "jwk" }), "ECDH-ES+A256KW"),
    );
    expect(Buffer.from(opened.plaintext).toString()).toBe("card");
    expect(opened.protectedHeader).toMatchObject({ alg: "ECDH-ES+A256KW", enc: "A256GCM", kid: thumbprint(jwk) });
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
    await expect(compactDecrypt(jwe, await importJWK(other, "ECDH-ES+A256KW"))).rejects.toThrow();
  });
});

describe("compact JWS", () => {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const key = readPublicKey({ kty: "EC", crv: "P-256", x: x as string, y: y as string });
  if (!key) throw new Error("no key");

  test("jose reads what is written here, and the other way round", async () => {
    const own = signCompact({ typ: "a" }, { n: 1 }, pair.privateKey);
    const read = await compactVerify(own, await importJWK(pair.publicKey.export({ format: "jwk" }), "ES256"));
    expect(JSON.parse(new TextDecoder().decode(read.payload))).toEqual({ n: 1 });
    const theirs = await new CompactSign(Buffer.from('{"n":2}'))
      .setProtectedHeader({ alg: "ES256", typ: "a" })
      .sign(await importJWK(pair.privateKey.export({ format: "jwk" }), "ES256"));
    expect(verifyCompact(theirs, key, "a")).toEqual({ n: 2 });
  });

  test("another kind, algorithm, critical header, changed or cut text is refused", () => {
    const sign = (header: object, claims: object = {}) =>
      signCompact(header as Record<string, unknown>, claims, pair.privateKey);
    const good = sign({ typ: "a" });
    expect(verifyCompact(good, key, "a")).toEqual({});
    expect(verifyCompact(good, key, "b")).toBeNull();
    for (const header of [
      { typ: "a", alg: "none" },
      { typ: "a", alg: "HS256" },
      { typ: "a", crit: ["x"] },
      { typ: "a", b64: false },
      {},
    ]) {
      expect(verifyCompact(sign(header), key, "a")).toBeNull();
    }
    for (const text of ["", "..", `${good}.x`, good.slice(0, -4), `x${good}`, good.replace(".", "x.")]) {
      expect(verifyCompact(text, key, "a")).toBeNull();
    }
    expect(verifyCompact(sign({ typ: "a" }, [] as never).replace(/\..*\./, ".bnVsbA."), key, "a")).toBeNull();
  });

  test("a key written in another way is not the same key", () => {
    const last = (x as string).slice(-1);
    const twin = String.fromCharCode(last.charCodeAt(0) + 1);
    expect(
      readPublicKey({ kty: "EC", crv: "P-256", x: `${(x as string).slice(0, -1)}${twin}`, y: y as string }),
    ).toBeNull();
  });
});

describe("status lists", () => {
  test("reads the 2-bit example of the specification", () => {
    // draft-ietf-oauth-status-list, section 4.1: 12 entries of 2 bits.
    const example = { bits: 2, lst: "eNo76fITAAPfAgc" };
    expect(Array.from({ length: 12 }, (_, i) => readStatus(example, i))).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
  });

  test("any set of entries comes back; what is not named is valid", () => {
    const entry = fc.record({
      idx: fc.integer({ min: 0, max: LIST_SIZE - 1 }),
      value: fc.constantFrom(...Object.values(STATUS)),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: (e) => e.idx, maxLength: 40 }),
        fc.nat(LIST_SIZE - 1),
        (entries, other) => {
          const list = encodeStatusList(entries);
          for (const { idx, value } of entries) expect(readStatus(list, idx)).toBe(value);
          if (!entries.some((e) => e.idx === other)) expect(readStatus(list, other)).toBe(STATUS.VALID);
        },
      ),
      { numRuns: 20 },
    );
    expect(() => readStatus(encodeStatusList([]), LIST_SIZE)).toThrow(RangeError);
    expect(() => encodeStatusList([{ idx: LIST_SIZE, value: 1 }])).toThrow(RangeError);
  });

  test("an index of all credentials has one place", () => {
    expect(statusPlace(0n)).toEqual({ list: 0, idx: 0 });
    expect(statusPlace(BigInt(LIST_SIZE * 3 + 5))).toEqual({ list: 3, idx: 5 });
  });
});
