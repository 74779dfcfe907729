import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT_RIGHTS, SITE_RIGHTS } from "@/authz";
import type { Access } from "@/authz/server";
import { appRouter } from "@/composition/root-router";

/*
 * Every procedure × (anonymous, other account type, without the right, without this site, another account's site):
 * made from the registry, so that a new procedure is in it by itself (decisions, section 3).
 */
type Procedure = { _def: { meta: { access: Access } } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([path, procedure]) => ({ path, access: procedure._def.meta.access }),
);
const of = <K extends Access["kind"]>(kind: K) =>
  procedures.filter((p): p is { path: string; access: Extract<Access, { kind: K }> } => p.access.kind === kind);

async function call(userId: string | undefined, path: string, input: unknown = {}): Promise<string> {
  const caller = (await callerOf(userId === undefined ? null : { id: userId })) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const [module, procedure] = path.split(".") as [string, string];
  try {
    await caller[module]?.[procedure]?.(input);
    return "OK";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const ids: Record<
  "customerNoRights" | "resellerNoRights" | "operatorNoRights" | "customerAdmin" | "site" | "foreignSite",
  string
> = {} as never;

beforeAll(async () => {
  const customer = await anAccount();
  const site = await aSite(customer.id);
  const other = await anAccount();
  ids.site = site.id;
  ids.foreignSite = (await aSite(other.id)).id;
  ids.customerAdmin = (await aUser(customer.id)).id;
  ids.customerNoRights = (await aUser(customer.id, { accountRights: [] })).id;
  ids.resellerNoRights = (await aUser((await anAccount({ type: "RESELLER" })).id, { accountRights: [] })).id;
  ids.operatorNoRights = (await aUser((await theOperator()).id, { accountRights: [] })).id;
});

describe("R310 anonymous", () => {
  test.each(procedures.filter((p) => p.access.kind !== "public"))("$path", async ({ path }) => {
    expect(await call(undefined, path, { siteId: ids.site })).toBe("UNAUTHORIZED");
  });
});

describe("an account-wide right that the user lacks", () => {
  test.each(of("account"))("$path", async ({ path, access }) => {
    const user = ACCOUNT_RIGHTS.END_CUSTOMER.includes(access.right) ? ids.customerNoRights : ids.resellerNoRights;
    expect(await call(user, path)).toBe("FORBIDDEN");
  });
});

describe("the operator's procedures", () => {
  test.each(of("operator"))("$path does not exist for a customer's administrator", async ({ path }) => {
    expect(await call(ids.customerAdmin, path)).toBe("NOT_FOUND");
  });
  test.each(of("operator"))("$path is forbidden without its right", async ({ path }) => {
    expect(await call(ids.operatorNoRights, path)).toBe("FORBIDDEN");
  });
});

describe("a site's procedures", () => {
  test.each(of("site"))("$path: another account's site does not exist", async ({ path }) => {
    expect(await call(ids.customerAdmin, path, { siteId: ids.foreignSite })).toBe("NOT_FOUND");
  });
  test.each(of("site"))("$path: a site without any right does not exist", async ({ path }) => {
    expect(await call(ids.customerNoRights, path, { siteId: ids.site })).toBe("NOT_FOUND");
  });
  test.each(of("site"))("$path is forbidden where every right but its own is held", async ({ path, access }) => {
    const customer = await anAccount();
    const site = await aSite(customer.id);
    // Rights that imply the one in question are left out as well.
    const subject = access.right.split(".")[0] ?? "";
    const rights = SITE_RIGHTS.filter((right) => right !== access.right && !implies(right, access.right, subject));
    const user = await aUser(customer.id, { everySiteRights: rights });
    expect(await call(user.id, path, { siteId: site.id })).toBe("FORBIDDEN");
  });
});

function implies(right: string, wanted: string, subject: string): boolean {
  if (!wanted.endsWith(".view")) return false;
  if (right.startsWith(`${subject}.`)) return true;
  return right.toLowerCase().endsWith(subject.toLowerCase());
}
