import { anAccount } from "@tests/factories/accounts";
import { aToken } from "@tests/factories/api";
import { asAccount } from "@tests/support/system";
import { expect, test } from "vitest";

test("an account sees its own access and those of its customers, no other, and never a hash", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const customer = await anAccount({ parentId: reseller.id });
  const stranger = await anAccount();
  await aToken(customer.id);
  const token = await aToken(stranger.id);
  const seen = (id: string) => asAccount(id, ({ tx }) => tx.apiAccess.findMany({ select: { accountId: true } }));
  expect(await seen(reseller.id)).toEqual([{ accountId: customer.id }]);
  expect(await seen(customer.id)).toEqual([{ accountId: customer.id }]);
  await expect(asAccount(stranger.id, ({ tx }) => tx.$queryRaw`select token_hash from api_tokens`)).rejects.toThrow(
    /permission denied/,
  );
  const ended = await asAccount(customer.id, ({ tx, now }) =>
    tx.apiToken.updateMany({ where: { id: token.id }, data: { endedAt: now } }),
  );
  expect(ended.count).toBe(0);
  await expect(
    asAccount(customer.id, ({ tx, now }) =>
      tx.apiDay.createMany({ data: [{ accountId: customer.id, day: now, calls: 1, lastAt: now }] }),
    ),
  ).rejects.toThrow(/permission denied/);
});

test("one living token per customer, whatever the code does", async () => {
  const customer = await anAccount();
  await aToken(customer.id);
  const second = asAccount(
    customer.id,
    ({ tx }) => tx.$executeRaw`insert into api_tokens
      (id, account_id, prefix, token_hash, client_id, secret_hash, created_by_name, created_at)
      values (uuid_v7(), ${customer.id}::uuid, 'x', sha256('a'), 'c', sha256('b'), 'x', now())`,
  );
  await expect(second).rejects.toThrow(/api_tokens_living/);
});
