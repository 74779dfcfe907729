import { type Actor, can, canOnAnySite, visibleSites } from "@/authz";
import { router, signedInProcedure } from "@/authz/server";
import { cardsAskingAttention } from "@/modules/cards/server";
import { balanceOf } from "@/modules/credits/server";
import { usageDays } from "@/modules/history/server";
import { accountCounters } from "@/modules/sites/server";
import { accountOf, Prisma, type Work } from "@/platform/db";

type StatusCounts = { created: number; activated: number; deleted: number };

/** How many users of this account, or direct customers, are in each status (R023, R024). */
async function statusCounts(work: Work, of: "users" | "customers"): Promise<StatusCounts> {
  const account = accountOf(work);
  const source =
    of === "users"
      ? Prisma.sql`users where account_id = ${account}::uuid`
      : Prisma.sql`accounts where parent_id = ${account}::uuid`;
  const rows = await work.tx.$queryRaw<{ status: string; count: number }[]>`
    select status::text, count(*)::int as count from ${source} group by status`;
  const count = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
  return { created: count("CREATED"), activated: count("ACTIVATED"), deleted: count("DELETED") };
}

/** What an account used (posted transfers out of a reseller, charges less refunds of a customer) and when credits last came in. */
async function creditUse(work: Work, actor: Actor): Promise<{ used: number; lastLoadedAt: string | null }> {
  const account = accountOf(work);
  const used = actor.accountType === "RESELLER" ? Prisma.sql`transferred` : Prisma.sql`spent`;
  const [row] = await work.tx.$queryRaw<{ used: number; at: Date | null }[]>`
    select coalesce(sum(${used}), 0)::float8 as used,
      (select at from ledger_entries where dest_account_id = ${account}::uuid and dest_bucket = 'MAIN'
        and kind in ('LOAD', 'TRANSFER') and phase in ('SINGLE', 'POST') order by at desc limit 1) as at
    from credit_slots where account_id = ${account}::uuid`;
  return { used: row?.used ?? 0, lastLoadedAt: row?.at?.toISOString() ?? null };
}

/** The holder's name and the account's address (R022). */
async function holderOf(work: Work) {
  const account = await work.tx.account.findFirstOrThrow({
    where: { id: accountOf(work) },
    select: { email: true, firstName: true, lastName: true },
  });
  return { name: `${account.firstName} ${account.lastName}`.trim(), email: account.email };
}

/** Counters of the sites that the actor sees, and which of the four steps (R190) are done. */
async function siteCounters(work: Work, actor: Actor) {
  const all = await accountCounters(work, visibleSites(actor));
  const sent = all.users.emailSent + all.users.active + all.users.revokedGroup;
  return {
    sites: all.sites,
    readerConfigurations: all.readerConfigurations,
    userCards: all.users.total,
    configurators: all.configurators.added,
    steps: {
      site: all.sites > 0,
      configuration: all.readerConfigurations > 0,
      card: all.users.total > 0,
      send: sent > 0,
    },
  };
}

const COUNTED = 1_000;

/** What a supplier has to look at: customers whose alert threshold is reached, and orders of credits that wait for it. */
async function supplierAttention(work: Work, actor: Actor): Promise<{ lowCustomers: number; waitingOrders: number }> {
  const account = Prisma.sql`${accountOf(work)}::uuid`;
  const [row] = await work.tx.$queryRaw<{ lowCustomers: number; waitingOrders: number }[]>`
    select (select count(*)::int from (select from accounts a join credit_balances b on b.account_id = a.id
        where a.parent_id = ${account} and a.credit_threshold is not null and a.status in ('CREATED', 'ACTIVATED', 'DISABLED')
          and b.available <= a.credit_threshold limit ${COUNTED}) low) as "lowCustomers",
      (select count(*)::int from (select from credit_orders o where o.supplier_id = ${account} and o.status = 'PLACED' limit ${COUNTED}) o) as "waitingOrders"`;
  return {
    lowCustomers: can(actor, "customerAccounts.view") ? (row?.lowCustomers ?? 0) : 0,
    waitingOrders: can(actor, "transferCredits") ? (row?.waitingOrders ?? 0) : 0,
  };
}

/** The welcome page (figures 2 and 3): each part for who may see it, else null. */
export const dashboardRouter = router({
  /** What needs attention, each with the list that shows it; the credits' own alert is told by `read`. */
  attention: signedInProcedure.query(({ ctx }) =>
    ctx.read(async (work) => ({
      cards:
        ctx.actor.accountType === "END_CUSTOMER"
          ? await cardsAskingAttention(work, visibleSites(ctx.actor, "cards.view"))
          : [],
      ...(ctx.actor.accountType === "RESELLER"
        ? await supplierAttention(work, ctx.actor)
        : { lowCustomers: 0, waitingOrders: 0 }),
    })),
  ),
  /** Credits used and cards activated, day by day. */
  usage: signedInProcedure.query(({ ctx }) =>
    ctx.read((work) => usageDays(work, visibleSites(ctx.actor, "cards.view"))),
  ),
  read: signedInProcedure.query(({ ctx }) =>
    ctx.read(async (work) => {
      const { actor } = ctx;
      const isCustomer = actor.accountType === "END_CUSTOMER";
      return {
        accountType: actor.accountType,
        account: can(actor, "myAccount.view") ? await holderOf(work) : null,
        users: can(actor, "users.view") ? await statusCounts(work, "users") : null,
        customers: can(actor, "customerAccounts.view") ? await statusCounts(work, "customers") : null,
        credits: { ...(await balanceOf(work, actor.accountId)), ...(await creditUse(work, actor)) },
        sites: isCustomer ? await siteCounters(work, actor) : null,
        may: {
          readCredits: can(actor, "myAccount.view"),
          createSite: can(actor, "sites.create"),
          seeConfigurations: canOnAnySite(actor, "readerConfigurations.view"),
          seeCards: canOnAnySite(actor, "cards.view"),
          seeConfigurators: canOnAnySite(actor, "configurators.view"),
        },
      };
    }),
  ),
});
