import { existsSync, readdirSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { type GuideChapter, guideFor, guides, pictureFile } from "./guide";
import { topicOfPage } from "./topic-of-page";

const WORDS = { encoder: "ENCODER", plusProduct: "PLUS", settingsApp: "SETTINGS" };
const topicsOf = (chapters: GuideChapter[]) => chapters.flatMap((chapter) => chapter.topics);
const shape = (chapters: GuideChapter[]) =>
  chapters.map((chapter) => [
    chapter.id,
    chapter.topics.map(({ id, for: types, image, blocks }) => [
      id,
      types,
      image,
      blocks.map((block) => (typeof block === "string" ? "text" : Array.isArray(block) ? block.length : "note")),
    ]),
  ]);

test("every language has the same chapters, topics, pictures and blocks", () => {
  for (const chapters of Object.values(guides)) expect(shape(chapters)).toEqual(shape(guides.en ?? []));
});

test("a picture is there in English at least, at a modest size, and says what is to be seen", () => {
  const images = new Set(topicsOf(guides.en ?? []).flatMap(({ image }) => image ?? []));
  const made = readdirSync("public/guide").filter((name) => name.endsWith(".jpg"));
  for (const name of made) {
    const image = name.split(".")[0] ?? "";
    expect(images, name).toContain(image);
    expect(existsSync(pictureFile(image, "en")), image).toBe(true);
    expect(statSync(`public/guide/${name}`).size, name).toBeLessThan(150_000);
  }
  for (const chapters of Object.values(guides))
    for (const topic of topicsOf(chapters)) expect(Boolean(topic.alt), topic.id).toBe(Boolean(topic.image));
});

test("each type of account reads its own topics, with the operator's words", () => {
  const ids = (type: Parameters<typeof guideFor>[1]) =>
    topicsOf(guideFor("en", type, WORDS, () => true)).map((topic) => topic.id);
  expect(ids("RESELLER")).toContain("customers");
  expect(ids("RESELLER")).not.toContain("send-cards");
  expect(ids("END_CUSTOMER")).not.toContain("customers");
  expect(ids("OPERATOR")).toContain("prices");
  expect(ids("END_CUSTOMER")).not.toContain("prices");
  const text = JSON.stringify(guideFor("fr", "END_CUSTOMER", WORDS, (file) => file.includes("cards.")));
  expect(text).toContain("ENCODER");
  expect(text).not.toMatch(/\{\w+\}/);
  const inSpanish = guideFor("es", "END_CUSTOMER", WORDS, (file) => file === pictureFile("cards", "en"));
  expect(topicsOf(inSpanish).flatMap(({ image }) => image ?? [])).toEqual(["cards.en"]);
  expect([...text.matchAll(/"image":"([^"]+)"/g)].map((match) => match[1])).toEqual(["cards.fr"]);
});

test("the question mark of a page leads to a topic that there is", () => {
  const known = topicsOf(guides.en ?? []).map((topic) => topic.id);
  const pages = [
    "/dashboard",
    "/sites/1/cards/import",
    "/sites",
    "/credits/orders",
    "/operator",
    "/operator/users/profiles",
  ];
  expect(pages.map(topicOfPage)).toEqual(["welcome", "add-cards", "sites", "orders", "health", "profiles"]);
  expect(known).toEqual(expect.arrayContaining(pages.map(topicOfPage)));
  expect(topicOfPage("/wallet")).toBeNull();
});
