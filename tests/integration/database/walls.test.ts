import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { asAccount, asSystem } from "@tests/support/system";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { transferCredits } from "@/modules/credits/server";
import { Prisma, pool, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { newId } from "@/shared/kernel/ids";

describe("row-level security", () => {
  test("every table is under forced row-level security", async () => {
    const { rows } = await pool().query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname <> '_prisma_migrations' and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(rows).toEqual([]);
  });

  test("every policy asks who the current user is: one TO a role would hold for the owner too", async () => {
    const { rows } = await pool().query(
      `select tablename, policyname from pg_policies where schemaname = 'public'
       and policyname <> 'lists' and (roles <> '{public}' or coalesce(qual, with_check) not like '%CURRENT_USER%' and coalesce(qual, with_check) not like '%current_user%')`,
    );
    expect(rows).toEqual([]);
  });

  test("the view of an account's own cards says the same as the policy, to the application's role alone", async () => {
    const mine = await aSite((await anAccount()).id);
    const other = await aSite((await anAccount()).id);
    const card = await aCard(mine);
    await aCard(other);
    const seen = (work: Work) => work.tx.$queryRaw<{ id: string }[]>`SELECT id FROM own_cards`;
    expect(await asAccount(mine.accountId, seen)).toEqual([{ id: card.id }]);
    await expect(asSystem(seen)).rejects.toThrow(/permission denied/);
    await expect(
      asAccount(mine.accountId, ({ tx }) => tx.$executeRaw`UPDATE own_cards SET first_name = 'X'`),
    ).rejects.toThrow(/permission denied/);
    // The table's owner is no member of the role whose policy lets everything through.
    expect((await pool().query("SELECT id FROM own_cards")).rows).toEqual([]);
    const { rows } = await pool().query(
      `SELECT m.member::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
       WHERE m.roleid = 'portal_lists'::regrole AND pg_has_role(m.member, m.roleid, 'USAGE') AND NOT r.rolsuper`,
    );
    expect(rows).toEqual([]);
  });

  test("the views of an account's own entries say the same as the policy, to the application's role alone", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    const loaded = await aLoad(reseller.id, 10);
    await aLoad((await anAccount()).id, 10);
    const given = await asAccount(reseller.id, (work) =>
      transferCredits(work, { accountId: customer.id, amount: 4, idempotencyKey: newId() }),
    );
    const seen =
      (view: string) =>
      ({ tx }: Work) =>
        tx.$queryRaw<{ id: string }[]>(Prisma.sql`SELECT id FROM ${Prisma.raw(view)}`);
    expect(await asAccount(reseller.id, seen("own_entries_out"))).toEqual([{ id: given.entryId }]);
    expect(await asAccount(reseller.id, seen("own_entries_in"))).toEqual([{ id: loaded }]);
    expect(await asAccount(customer.id, seen("own_entries_out"))).toEqual([]);
    expect(await asAccount(customer.id, seen("own_entries_in"))).toEqual([{ id: given.entryId }]);
    for (const view of ["own_entries_out", "own_entries_in"]) {
      await expect(asSystem(seen(view))).rejects.toThrow(/permission denied/);
      const change = Prisma.sql`UPDATE ${Prisma.raw(view)} SET amount = 1`;
      await expect(asAccount(reseller.id, ({ tx }) => tx.$executeRaw(change))).rejects.toThrow(/permission denied/);
      expect((await pool().query(`SELECT id FROM ${view}`)).rows).toEqual([]);
    }
    // Who is on the other side is told to the account itself alone.
    const asked = ({ tx }: Work) => tx.$queryRaw`SELECT ledger_counterparts(${customer.id}::uuid, '%') AS id`;
    expect(await asAccount(customer.id, asked)).toEqual([{ id: reseller.id }]);
    expect(await asAccount((await anAccount()).id, asked)).toEqual([]);
  });

  test.each([
    ["own_cards", "virtual_cards"],
    ["own_entries_out", "ledger_entries"],
    ["own_entries_in", "ledger_entries"],
    ["own_history", "history_entries"],
  ])("the view %s has every column of %s: make it anew with a new one", async (view, table) => {
    const columns = async (name: string) =>
      (
        await pool().query(
          "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname",
          [name],
        )
      ).rows;
    expect(await columns(view)).toEqual(await columns(table));
  });

  test("the view of an account's own history and that of the operator's search answer just those whom they are for", async () => {
    const [mine, other] = [await anAccount(), await anAccount()];
    for (const { id } of [mine, other])
      await asSystem((work) => recordEvent(work, { accountId: id, page: "account", action: "accounts.updated" }));
    const seen = (work: Work) =>
      work.tx.$queryRaw<{ account: string }[]>`SELECT account_id AS account FROM own_history`;
    expect(await asAccount(mine.id, seen)).toEqual([{ account: mine.id }]);
    await expect(asSystem(seen)).rejects.toThrow(/permission denied/);
    const found = (work: Work) =>
      work.tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM searched_accounts WHERE id = ANY (${[mine.id, other.id]}::uuid[])`;
    expect(await asSystem(found)).toHaveLength(2);
    await expect(asAccount(mine.id, found)).rejects.toThrow(/permission denied/);
    for (const view of ["own_history", "searched_accounts"])
      expect((await pool().query(`SELECT FROM ${view}`)).rows).toEqual([]);
  });

  test("a connection without a scope sees nothing, though it owns the tables", async () => {
    await anAccount();
    const { rows } = await pool().query("select count(*)::int as n from accounts");
    expect(rows[0].n).toBe(0);
  });

  test("an account sees itself and its direct customers, nothing else", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    const stranger = await anAccount();
    await aSite(stranger.id);
    const seen = await asAccount(reseller.id, ({ tx }) => tx.account.findMany({ select: { id: true } }));
    expect(seen.map((row) => row.id).sort()).toEqual([reseller.id, customer.id].sort());
    expect(await asAccount(reseller.id, ({ tx }) => tx.site.count())).toBe(0);
  });

  test("a row of another account can't be written", async () => {
    const mine = await anAccount();
    const other = await anAccount();
    const write = asAccount(mine.id, ({ tx, now }) =>
      tx.site.create({ data: { id: crypto.randomUUID(), accountId: other.id, name: "Mine now", createdAt: now } }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  test("an account can't load itself with credits, nor touch its balance", async () => {
    const account = await anAccount();
    const load = asAccount(
      account.id,
      ({ tx }) =>
        tx.$executeRaw`insert into ledger_entries (id, kind, phase, source_bucket, dest_account_id, dest_bucket, amount, idempotency_key, performer_kind, performer_name, at)
        values (uuid_v7(), 'LOAD', 'SINGLE', 'ISSUED', ${account.id}::uuid, 'MAIN', 100, 'x', 'user', 'x', now())`,
    );
    await expect(load).rejects.toThrow(/row-level security/);
    const update = asAccount(account.id, ({ tx }) => tx.$executeRaw`update credit_balances set available = 100`);
    await expect(update).rejects.toThrow(/permission denied/);
  });
});

describe("immutability (I8)", () => {
  test.each(["ledger_entries", "history_entries", "history_seals"])(
    "%s is append-only for every role",
    async (table) => {
      const statement = Prisma.raw(`delete from ${table}`);
      const account = await anAccount();
      await aLoad(account.id, 5);
      await expect(asAccount(account.id, ({ tx }) => tx.$executeRaw`${statement}`)).rejects.toThrow(
        /permission denied/,
      );
      await expect(asSystem(({ tx }) => tx.$executeRaw`${statement}`)).rejects.toThrow(/permission denied/);
      await expect(pool().query(`truncate ${table} cascade`)).rejects.toThrow(/append-only/);
    },
  );
});

describe("load_access", () => {
  test("tells status and rights of a user and its account", async () => {
    const account = await anAccount({ companyName: "Bank of America" });
    const site = await aSite(account.id);
    const user = await aUser(account.id, { accountRights: ["users.view"], siteRights: { [site.id]: ["cards.view"] } });
    const { rows } = await pool().query("select load_access($1, false) as access", [user.id]);
    expect(rows[0].access).toMatchObject({
      userId: user.id,
      userStatus: "ACTIVATED",
      accountStatus: "ACTIVATED",
      companyName: "Bank of America",
      administrator: false,
      accountRights: ["users.view"],
      siteRights: { [site.id]: ["cards.view"] },
    });
  });
});

test("the embedded server refuses who comes without the password", async () => {
  const open = new URL(pool().options.connectionString as string);
  expect(open.password).not.toBe("");
  open.password = "";
  const client = new Client({ connectionString: open.href });
  await expect(client.connect()).rejects.toThrow(/password/);
  await client.end().catch(() => {});
});
