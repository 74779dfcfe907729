import { anAccount, aUser } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction, systemScope } from "@/platform/db";
import { type HistoryEvent, recordEvent } from "@/platform/events";
import { newId } from "@/shared/kernel/ids";

describe("history of an account (R060–R064)", () => {
  let account: Awaited<ReturnType<typeof anAccount>>;
  let user: Awaited<ReturnType<typeof aUser>>;
  const siteId = newId();

  beforeAll(async () => {
    account = await anAccount();
    user = await aUser(account.id);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 10, 9, minute));
    const events: Omit<HistoryEvent, "accountId">[] = [
      { page: "credits", action: "credits.received", params: { amount: 100, from: "Riverside Bank" } },
      { page: "cards", action: "cards.sent", params: { name: "Simon WHITE" }, siteId },
      {
        page: "account",
        action: "accounts.updated",
        params: {},
        changes: [{ field: "city", from: "Paris", to: "Lyon" }],
      },
    ];
    for (const [index, event] of events.entries())
      await inTransaction(
        {
          scope: systemScope,
          performer: { kind: "user", id: user.id, name: index === 2 ? "Nina GREEN" : "Claudia SMITH" },
          clock: () => at(index),
        },
        (work) => recordEvent(work, { accountId: account.id, ...event }),
      );
    const other = await anAccount();
    await asSystem((work) =>
      recordEvent(work, { accountId: other.id, page: "cards", action: "cards.sent", params: { name: "Simon WHITE" } }),
    );
  });

  test("its own rows, newest first, with pages and changes", async () => {
    const caller = await callerOf(user);
    const { rows } = await caller.history.list({});
    expect(rows.map((row) => row.action)).toEqual(["accounts.updated", "cards.sent", "credits.received"]);
    expect(rows[0]).toMatchObject({
      performerName: "Nina GREEN",
      changes: [{ field: "city", from: "Paris", to: "Lyon" }],
    });
    expect(rows[2]).toMatchObject({ at: "2026-01-10T09:00:00.000Z", params: { amount: 100, from: "Riverside Bank" } });
    const first = await caller.history.list({ limit: 2 });
    const second = await caller.history.list({ limit: 2, cursor: first.nextCursor });
    expect([...first.rows, ...second.rows]).toEqual(rows);
  });

  test("filters: dates, page, who, site", async () => {
    const caller = await callerOf(user);
    const actions = async (filters: NonNullable<Parameters<typeof caller.history.list>[0]["filters"]>) =>
      (await caller.history.list({ filters })).rows.map((row) => row.action);
    expect(await actions({ from: "2026-01-10T09:01:00Z", to: "2026-01-10T09:01:59.999Z" })).toEqual(["cards.sent"]);
    expect(await actions({ pages: ["credits", "account"] })).toEqual(["accounts.updated", "credits.received"]);
    expect(await actions({ performer: "Nina GREEN" })).toEqual(["accounts.updated"]);
    expect(await actions({ siteId })).toEqual(["cards.sent"]);
    expect(await actions({ siteId: newId() })).toEqual([]);
    expect(await caller.history.performers()).toEqual(["Claudia SMITH", "Nina GREEN"]);
  });

  test("search: values, who, and the action's text in the reader's language", async () => {
    const search = async (text: string, locale = "en") =>
      (await (await callerOf(user, { locale })).history.list({ search: text })).rows.map((row) => row.action);
    expect(await search("riverside")).toEqual(["credits.received"]);
    expect(await search("claudia")).toEqual(["cards.sent", "credits.received"]);
    expect(await search("credits received")).toEqual(["credits.received"]);
    expect(await search("reçus", "fr")).toEqual(["credits.received"]);
    expect(await search("reçus", "en")).toEqual([]);
    expect(await search("100%")).toEqual([]);
  });

  test("needs myAccount.view", async () => {
    const other = await callerOf(await aUser(account.id, { accountRights: ["users.view"] }));
    expect(await refusal(other.history.list({}))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal((await callerOf(null)).history.list({}))).toMatchObject({ kind: "UNAUTHENTICATED" });
  });
});
