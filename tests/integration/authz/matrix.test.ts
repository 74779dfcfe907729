import { anAccount, aUser } from "@tests/factories/accounts";
import { callerOf } from "@tests/support/caller";
import { castFor } from "@tests/support/rights-cases";
import { beforeAll, describe, expect, test } from "vitest";
import type { Access } from "@/authz/server";
import { appRouter } from "@/composition/root-router";

/*
 * Every procedure × (anonymous, other account, without the right, without this site, with the right): made from the registry,
 * so that a new procedure is in it by itself (decisions, section 3). Exports, uploads and route handlers: routes.test.ts;
 * pages: tests/e2e/rights.spec.ts.
 */
type Procedure = { _def: { meta: { access: Access } } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([path, procedure]) => ({ path, access: procedure._def.meta.access }),
);
const of = <K extends Access["kind"]>(...kinds: K[]) =>
  procedures.filter((p): p is { path: string; access: Extract<Access, { kind: K }> } =>
    (kinds as string[]).includes(p.access.kind),
  );

/** Calls a procedure with nothing but a site. @returns the code of the refusal, or OK. */
async function call(user: { id: string } | null, path: string, siteId?: string): Promise<string> {
  const caller = (await callerOf(user)) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const [module, procedure] = path.split(".") as [string, string];
  try {
    await caller[module]?.[procedure]?.(siteId ? { siteId } : {});
    return "OK";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** What a right let through: it worked, or the input, which names nothing, was looked at and refused for what it is. */
const LET_THROUGH = ["OK", "BAD_REQUEST", "UNPROCESSABLE_CONTENT", "CONFLICT"];

test("every kind of access is in the matrix", () => {
  const kinds = new Set(procedures.map((p) => p.access.kind));
  expect([...kinds].sort()).toEqual(["account", "operator", "public", "session", "signedIn", "site"]);
});

describe("R310 anonymous", () => {
  test.each(procedures.filter((p) => p.access.kind !== "public"))("$path", async ({ path }) => {
    expect(await call(null, path, crypto.randomUUID())).toBe("UNAUTHORIZED");
  });
});

describe("signed in, whatever the rights", () => {
  test.each(of("signedIn"))("$path", async ({ path }) => {
    expect(LET_THROUGH).toContain(await call(await aUser((await anAccount()).id, { accountRights: [] }), path));
  });
});

describe("an account-wide right", () => {
  test.each(of("account"))("$path: forbidden without, open with it alone", async ({ path, access }) => {
    const cast = await castFor(access);
    expect(await call(await cast.lacking(), path)).toBe("FORBIDDEN");
    expect(LET_THROUGH).toContain(await call(await cast.entitled(), path));
  });
});

describe("the operator's procedures", () => {
  let customer: { id: string };
  beforeAll(async () => {
    customer = await aUser((await anAccount()).id);
  });
  test.each(of("operator"))(
    "$path: no such thing for others, forbidden without, open with it",
    async ({ path, access }) => {
      const cast = await castFor(access);
      expect(await call(customer, path)).toBe("NOT_FOUND");
      expect(await call(await cast.lacking(), path)).toBe("FORBIDDEN");
      expect(LET_THROUGH).toContain(await call(await cast.entitled(), path));
    },
  );
});

describe("a site's procedures", () => {
  test.each(of("site"))(
    "$path: no such site for others and without it, forbidden without the right, open with it",
    async ({ path, access }) => {
      const cast = await castFor(access);
      const siteId = cast.site!.id;
      expect(await call(await cast.stranger(), path, siteId)).toBe("NOT_FOUND");
      expect(await call(await cast.siteless(), path, siteId)).toBe("NOT_FOUND");
      expect(await call(await cast.lacking(), path, siteId)).toBe("FORBIDDEN");
      expect(LET_THROUGH).toContain(await call(await cast.entitled(), path, siteId));
    },
  );
});
