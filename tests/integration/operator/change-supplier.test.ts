import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyLedger } from "@/modules/credits/server/verify-ledger";
import { newId } from "@/shared/kernel/ids";

type Caller = Awaited<ReturnType<typeof callerOf>>;
let root: { id: string };
let operator: Caller;
let looker: Caller;
beforeAll(async () => {
  root = await theOperator();
  operator = await callerOf(await aUser(root.id));
  looker = await callerOf(await aUser(root.id, { accountRights: ["accounts.view"] }));
});

const parentOf = (id: string) =>
  asSystem(async ({ tx }) => (await tx.account.findUniqueOrThrow({ where: { id } })).parentId);
const actionsOf = (id: string) =>
  asSystem(async ({ tx }) =>
    (await tx.historyEntry.findMany({ where: { accountId: id }, orderBy: { id: "asc" } })).map((row) => row.action),
  );
const move = (accountId: string, from: string, supplierId: string, caller = operator) =>
  caller.operatorCredits.changeSupplier({ accountId, from, supplierId, reason: "Contract ended" });

describe("moving an account to another supplier (decisions, section 2)", () => {
  test("pending transfers of the old one are voided, waiting orders pass on, all sides have it in their histories", async () => {
    const [old, next] = [await anAccount({ type: "RESELLER" }), await anAccount({ type: "RESELLER" })];
    await aLoad(old.id, 100);
    const customer = await anAccount({ parentId: old.id, status: "CREATED", companyName: "Riverside Bank" });
    const seller = await callerOf(await aUser(old.id));
    await seller.credits.transfer({ accountId: customer.id, amount: 60, idempotencyKey: newId() });
    expect(await seller.credits.balance()).toMatchObject({ held: 60, available: 40 });
    const waiting = await anAccount({ parentId: old.id });
    await (await callerOf(await aUser(waiting.id))).orders.place({ id: newId(), amount: 5, poNumber: "PO 7" });

    expect(await move(customer.id, old.id, next.id)).toEqual({ voided: 60 });
    expect(await parentOf(customer.id)).toBe(next.id);
    expect(await seller.credits.balance()).toMatchObject({ held: 0, available: 100 });
    await move(waiting.id, old.id, next.id);
    const orders = await (await callerOf(await aUser(next.id))).orders.received({ filters: {} });
    expect(orders.rows).toMatchObject([{ poNumber: "PO 7" }]);

    expect(await actionsOf(customer.id)).toContain("customers.moved");
    expect(await actionsOf(old.id)).toEqual(expect.arrayContaining(["credits.transferVoided", "customers.movedAway"]));
    expect(await actionsOf(next.id)).toContain("customers.movedHere");
    expect(await actionsOf(root.id)).toContain("customers.moved");
    // Neither supplier learns of the other.
    const told = await asSystem(({ tx }) =>
      tx.historyEntry.findMany({
        where: { accountId: { in: [old.id, next.id] }, action: { startsWith: "customers." } },
      }),
    );
    expect(told.every((row) => Object.keys(row.params as object).join() === "account")).toBe(true);
    expect(await refusal(seller.customers.get({ accountId: customer.id }))).toMatchObject({ kind: "NOT_FOUND" });
    expect(
      await refusal(seller.credits.transfer({ accountId: customer.id, amount: 1, idempotencyKey: newId() })),
    ).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("refusals say what is wrong and change nothing", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const below = await anAccount({ type: "RESELLER", parentId: reseller.id });
    const customer = await anAccount({ parentId: reseller.id });
    const disabled = await anAccount({ type: "RESELLER", status: "DISABLED" });
    const deleted = await anAccount({ type: "RESELLER", status: "DELETED" });
    const before = await actionsOf(reseller.id);
    const stranger = await callerOf(await aUser(reseller.id));
    const cases: [() => Promise<unknown>, object][] = [
      [() => move(customer.id, reseller.id, reseller.id), { code: "credits.sameSupplier" }],
      [() => move(customer.id, root.id, below.id), { code: "credits.supplierChanged" }],
      [() => move(reseller.id, root.id, customer.id), { code: "credits.supplierNotReseller" }],
      [() => move(reseller.id, root.id, below.id), { code: "credits.supplierBelow" }],
      [() => move(reseller.id, root.id, reseller.id), { code: "credits.supplierBelow" }],
      [() => move(customer.id, reseller.id, disabled.id), { code: "credits.supplierNotActivated" }],
      [() => move(customer.id, reseller.id, deleted.id), { kind: "NOT_FOUND" }],
      [() => move(newId(), reseller.id, root.id), { kind: "NOT_FOUND" }],
      [() => move(root.id, reseller.id, reseller.id), { kind: "NOT_FOUND" }],
      [() => move(customer.id, reseller.id, root.id, looker), { kind: "FORBIDDEN" }],
      [() => move(customer.id, reseller.id, root.id, stranger), { kind: "NOT_FOUND" }],
    ];
    for (const [call, expected] of cases) expect(await refusal(call())).toMatchObject(expected);
    expect(await parentOf(customer.id)).toBe(reseller.id);
    expect(await parentOf(reseller.id)).toBe(root.id);
    expect(await actionsOf(reseller.id)).toEqual(before);
    await expect(
      operator.operatorCredits.changeSupplier({
        accountId: customer.id,
        from: reseller.id,
        supplierId: root.id,
        reason: " ",
      }),
    ).rejects.toThrow();
  });

  test("two resellers moved below each other's customers at the same moment never make a ring", async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await anAccount({ type: "RESELLER" }), await anAccount({ type: "RESELLER" })];
      // One step further down, so that neither move touches a row of the other.
      const [below, beneath] = [
        await anAccount({ type: "RESELLER", parentId: a.id }),
        await anAccount({ type: "RESELLER", parentId: b.id }),
      ];
      const results = await Promise.allSettled([move(a.id, root.id, beneath.id), move(b.id, root.id, below.id)]);
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      const parents = [await parentOf(a.id), await parentOf(b.id)];
      expect(parents.filter((parent) => parent === root.id)).toHaveLength(1);
    }
  });

  test("a transfer at the same moment: voided, or refused; never pending from a supplier that it has no more", async () => {
    for (let round = 0; round < 8; round++) {
      const [old, next] = [await anAccount({ type: "RESELLER" }), await anAccount({ type: "RESELLER" })];
      await aLoad(old.id, 10);
      const customer = await anAccount({ parentId: old.id, status: "CREATED" });
      const seller = await callerOf(await aUser(old.id));
      const [, moved] = await Promise.allSettled([
        seller.credits.transfer({ accountId: customer.id, amount: 10, idempotencyKey: newId() }),
        move(customer.id, old.id, next.id),
      ]);
      expect(moved.status).toBe("fulfilled");
      expect(await seller.credits.balance()).toMatchObject({ balance: 10, held: 0, available: 10 });
    }
  });

  test("whatever is moved and transferred in whatever order, all hang under the operator and the ledger adds up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 40 })), {
          minLength: 8,
          maxLength: 20,
        }),
        async (steps) => {
          const ids: string[] = [];
          for (let index = 0; index < 4; index++) ids.push((await anAccount({ type: "RESELLER" })).id);
          for (const id of ids) await aLoad(id, 100);
          const seller = await callerOf(await aUser(ids[0] as string));
          for (let index = 0; index < 2; index++) {
            const customer = await anAccount({ status: "CREATED", parentId: ids[0] });
            ids.push(customer.id);
            await seller.credits.transfer({ accountId: customer.id, amount: 10, idempotencyKey: newId() });
          }
          for (const [moves, from, to, amount] of steps) {
            const [one, other] = [ids[from] as string, ids[to] as string];
            if (moves) await move(one, (await parentOf(one)) ?? "", other).catch(() => null);
            else if (from < 4) {
              const seller = await callerOf(await aUser(one));
              await seller.credits.transfer({ accountId: other, amount, idempotencyKey: newId() }).catch(() => null);
            }
          }
          const [tree] = await asSystem(
            ({ tx }) => tx.$queryRaw<{ reached: number; strays: number }[]>`
              with recursive down as (
                select id from accounts where parent_id is null
                union all select a.id from accounts a join down on a.parent_id = down.id
              ) select (select count(*)::int from down where id = any (${ids}::uuid[])) as reached,
                (select count(*)::int from ledger_entries p join accounts a on a.id = p.dest_account_id
                  where a.id = any (${ids}::uuid[]) and p.kind = 'TRANSFER' and p.phase = 'PENDING' and p.source_account_id <> a.parent_id
                    and not exists (select from ledger_entries r where r.pending_id = p.id)) as strays`,
          );
          expect(tree).toEqual({ reached: ids.length, strays: 0 });
        },
      ),
      { numRuns: 6 },
    );
    expect((await asSystem(verifyLedger)).differences).toEqual([]);
  }, 120_000);
});
