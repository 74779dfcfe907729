import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aSite } from "@tests/factories/sites";
import { ACCOUNT_RIGHTS, type AccountRight, impliedRights, type Right, SITE_RIGHTS, type SiteRight } from "@/authz";
import type { Access } from "@/authz/server";

export type User = Awaited<ReturnType<typeof aUser>>;

/** The rights of a list that neither are one, nor bring it with them: all that somebody can hold without it. */
export function allBut<R extends Right>(rights: readonly R[], lacking: Right): R[] {
  return rights.filter((right) => right !== lacking && !impliedRights(right).includes(lacking));
}

const alone = (right: SiteRight) =>
  right === "reports.view" ? SITE_RIGHTS.filter((each) => each.endsWith(".view")) : [right];

/** An account in which an access can be asked for at all: of a type that knows its right. */
export async function accountFor(access: Access): Promise<{ id: string }> {
  if (access.kind === "operator") return theOperator();
  if (access.kind !== "account") return anAccount();
  const type = (["END_CUSTOMER", "RESELLER"] as const).find((each) => ACCOUNT_RIGHTS[each].includes(access.right));
  return type ? anAccount({ type }) : theOperator();
}

/**
 * The people of the matrix (decisions, section 3) for one access, in an account with a site. What the console shares with the
 * portal asks for a right of an account, and is there for the operator alone.
 */
export async function castFor(access: Access, { console = false } = {}) {
  const account = console ? await theOperator() : await accountFor(access);
  const site = access.kind === "site" ? await aSite(account.id) : null;
  const type = (["OPERATOR", "RESELLER", "END_CUSTOMER"] as const).find(
    (each) => access.kind === "account" && ACCOUNT_RIGHTS[each].includes(access.right),
  );
  const every = ACCOUNT_RIGHTS[console || access.kind === "operator" ? "OPERATOR" : (type ?? "END_CUSTOMER")];
  const right = access.kind === "account" || access.kind === "operator" ? access.right : null;
  return {
    site,
    account,
    /** Holds the right and nothing else; for a report also the view of what is reported. */
    entitled: () =>
      aUser(account.id, {
        accountRights: right ? [right] : [],
        everySiteRights: access.kind === "site" ? alone(access.right) : [],
      }),
    /** Holds every right but this one. */
    lacking: () =>
      aUser(account.id, {
        accountRights: right ? allBut<AccountRight>(every, right) : [...every],
        everySiteRights: access.kind === "site" ? allBut(SITE_RIGHTS, access.right) : [],
      }),
    /** Holds every right on every site but this one. */
    siteless: () =>
      aUser(account.id, {
        accountRights: [...every],
        everySiteRights: [...SITE_RIGHTS],
        siteRights: site ? { [site.id]: [] } : {},
      }),
    /** The administrator of another account, of the same type. */
    stranger: async () => aUser((await anAccount({ type: type === "RESELLER" ? "RESELLER" : "END_CUSTOMER" })).id),
  };
}
