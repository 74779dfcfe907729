import { expect, test } from "vitest";
import { pickFile, pickWords } from "./by-language";

const en = { title: "Question", body: "" };
const fr = { title: "Demande", body: "" };

test("texts: the reader's language, else the default, else any; an empty title is none", () => {
  expect(pickWords({ en, fr }, "fr", "en")).toMatchObject({ title: "Demande", locale: "fr" });
  expect(pickWords({ en }, "fr", "en")).toMatchObject({ title: "Question", locale: "en" });
  expect(pickWords({ fr }, "de", "en")).toMatchObject({ title: "Demande", locale: "fr" });
  expect(pickWords({ en: { title: "", body: "x" } }, "en", "en")).toBeNull();
});

test("files: the reader's language, else for all, else the default language, else the first", () => {
  const [english, french, all] = [{ locale: "en" as const }, { locale: "fr" as const }, { locale: null }];
  expect(pickFile([english, all, french], "fr", "en")).toBe(french);
  expect(pickFile([english, all], "fr", "en")).toBe(all);
  expect(pickFile([english], "fr", "en")).toBe(english);
  expect(pickFile([french], "de", "en")).toBe(french);
  expect(pickFile([], "en", "en")).toBeNull();
});
