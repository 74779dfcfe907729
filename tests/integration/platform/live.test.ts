import { asSystem } from "@tests/support/system";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { config } from "@/platform/config";
import { concerns, startRelay, stopRelay, subscribe } from "@/platform/live";

describe("live pages", () => {
  let connected: Promise<void>;
  beforeAll(async () => {
    startRelay(config().databaseUrl as string);
    connected = heard("*");
    await connected;
  });
  afterAll(() => stopRelay());

  function heard(topic: string): Promise<void> {
    return new Promise((done) => {
      const stop = subscribe((topics) => {
        if (!topics.includes(topic)) return;
        stop();
        done();
      });
    });
  }

  test("a committed change is heard by its topic", async () => {
    const waiting = heard("site:1");
    await asSystem(async (work) => work.touch("site:1"));
    await waiting;
  });

  test("what was rolled back is not told", async () => {
    const topics: string[] = [];
    const stop = subscribe((touched) => topics.push(...touched));
    const failing = asSystem(async (work) => {
      work.touch("site:rolled-back");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const later = heard("site:later");
    await asSystem(async (work) => work.touch("site:later"));
    await later;
    stop();
    expect(topics).not.toContain("site:rolled-back");
  });

  test("another process's change is heard, and thousands of topics fit", async () => {
    const other = new pg.Client({ connectionString: config().databaseUrl });
    await other.connect();
    const waiting = heard("account:other");
    await other.query("select pg_notify('portal_touched', '[\"account:other\"]')");
    await waiting;
    await other.end();

    const last = heard("card:4999");
    await asSystem(async (work) => {
      for (let n = 0; n < 5_000; n++) work.touch(`card:${n}`);
    });
    await last;
  });

  test("after the relay's connection was lost it comes back, and says that anything may have changed", async () => {
    const back = heard("*");
    const admin = new pg.Client({ connectionString: config().databaseUrl });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'portal-relay' and datname = current_database()",
    );
    await admin.end();
    await back;
    const waiting = heard("site:again");
    await asSystem(async (work) => work.touch("site:again"));
    await waiting;
  });

  test("a lost connection concerns everybody", () => {
    expect(concerns(["*"], new Set(["site:1"]))).toBe(true);
    expect(concerns(["site:2"], new Set(["site:1"]))).toBe(false);
  });
});
