import type { Work } from "@/platform/db";

export type AccountPartsDto = {
  users: { id: string; name: string; email: string; profile: string; status: string; holder: boolean }[];
  sites: { id: string; name: string; configurations: number; cards: number; active: number; configurators: number }[];
  customers: { id: string; companyName: string; status: string }[];
};

const AT_MOST = 100;

/** The users, sites and customers of an account for the operator's console, the first hundred of each (system scope). */
export async function accountParts(work: Work, accountId: string): Promise<AccountPartsDto> {
  const users = await work.tx.user.findMany({
    where: { accountId, status: { not: "DELETED" } },
    orderBy: [{ lastName: "asc" }, { id: "asc" }],
    take: AT_MOST,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      status: true,
      holder: true,
      profile: { select: { name: true } },
    },
  });
  const sites = await work.tx.$queryRaw<AccountPartsDto["sites"]>`
    SELECT s.id, s.name, coalesce(sum(c.count) FILTER (WHERE c.kind = 'READER_CONFIGURATION' AND c.status = 'LIVE'), 0)::int AS configurations,
      coalesce(sum(c.count) FILTER (WHERE c.kind IN ('PRIVATE_ID', 'MOBILE_ID_PLUS') AND c.status <> 'DELETED'), 0)::int AS cards,
      coalesce(sum(c.count) FILTER (WHERE c.kind IN ('PRIVATE_ID', 'MOBILE_ID_PLUS') AND c.status = 'ACTIVATED'), 0)::int AS active,
      coalesce(sum(c.count) FILTER (WHERE c.kind = 'CONFIGURATOR' AND c.status = 'LIVE'), 0)::int AS configurators
    FROM sites s LEFT JOIN site_counters c ON c.account_id = s.account_id AND c.site_id = s.id
    WHERE s.account_id = ${accountId}::uuid AND s.deleted_at IS NULL GROUP BY s.id, s.name ORDER BY lower(s.name) LIMIT ${AT_MOST}`;
  const customers = await work.tx.account.findMany({
    where: { parentId: accountId, status: { not: "DELETED" } },
    orderBy: [{ companyName: "asc" }, { id: "asc" }],
    take: AT_MOST,
    select: { id: true, companyName: true, status: true },
  });
  return {
    users: users.map(({ firstName, lastName, profile, ...user }) => ({
      ...user,
      name: `${firstName} ${lastName}`,
      profile: profile.name,
    })),
    sites,
    customers,
  };
}
