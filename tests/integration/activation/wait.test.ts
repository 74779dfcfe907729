import { aRevocation } from "@tests/factories/removals";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitEndpoint } from "@/modules/activation/server";
import { publishTouched } from "@/platform/db";
import { startRelay, stopRelay } from "@/platform/live";
import { aPhone, aSentCard, routes } from "./phones";

beforeAll(() => startRelay(process.env.DATABASE_URL as string));
afterAll(() => stopRelay());

const waiting: typeof fetch = (input, init) =>
  String(input).endsWith("/wait") ? waitEndpoint(new Request(input as string, init)) : routes(input, init);

test("R231 a waiting phone hears of its card at once, not of others", async () => {
  const phone = aPhone({ fetch: waiting });
  const { card, token } = await aSentCard();
  await phone.activate(token);
  const other = await aSentCard();
  const started = performance.now();
  const heard = phone.wait();
  publishTouched([`card:${other.card.id}`]);
  await aRevocation(card.id);
  publishTouched([`card:${card.id}`]);
  expect(await heard).toBe(true);
  expect(performance.now() - started).toBeLessThan(15_000); // a wait that heard nothing takes 25 s
  // An order that was given before the phone listened is due at once.
  expect(await phone.wait()).toBe(true);
  expect((await phone.sync()).removed).toHaveLength(1);
});

test("a wait that the phone gives up ends", async () => {
  const phone = aPhone({ fetch: waiting });
  await phone.activate((await aSentCard()).token);
  const giveUp = new AbortController();
  const started = performance.now();
  const heard = phone.wait(giveUp.signal);
  giveUp.abort();
  await heard.catch(() => false);
  expect(performance.now() - started).toBeLessThan(15_000);
});
