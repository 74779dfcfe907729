import { lastLedgerCheck } from "@/modules/credits/server";
import type { Work } from "@/platform/db";

export type AccountPartsDto = {
  sites: { id: string; name: string; configurations: number; cards: number; active: number; configurators: number }[];
  customers: { id: string; companyName: string; status: string }[];
  health: AccountHealthDto;
};

/** Users of an account that a search finds, the first hundred by name, and how many there are. */
export type AccountUsersDto = {
  total: number;
  users: {
    id: string;
    name: string;
    email: string;
    profile: string;
    status: string;
    holder: boolean;
    secondFactor: boolean;
  }[];
};

/** Whether all is well with an account; counts stop at 1,000. */
export type AccountHealthDto = {
  /** Mails that were given up, and mails that are due for more than ten minutes. */
  undelivered: number;
  overdue: number;
  /** Orders to phones that none confirmed for seven days. */
  lateRevocations: number;
  /** What the last check of the ledger found wrong with it; null: none was made yet. */
  differences: number | null;
  lastSeenAt: string | null;
};

const AT_MOST = 100;

/** The users of an account for the operator's console; the search looks into names, address and profile (system scope). */
export async function accountUsers(work: Work, accountId: string, search: string): Promise<AccountUsersDto> {
  const rows = await work.tx.$queryRaw<(AccountUsersDto["users"][number] & { total: number })[]>`
    SELECT u.id, u.first_name || ' ' || u.last_name AS name, u.email, p.name AS profile, u.status::text AS status, u.holder,
      i.totp_enabled_at IS NOT NULL AS "secondFactor", count(*) OVER ()::int AS total
    FROM users u JOIN profiles p ON p.account_id = u.account_id AND p.id = u.profile_id LEFT JOIN identities i ON i.id = u.identity_id
    WHERE u.account_id = ${accountId}::uuid AND u.status <> 'DELETED'
      AND position(lower(${search}) IN lower(concat_ws(' ', u.first_name, u.last_name, u.email, p.name))) > 0
    ORDER BY lower(u.last_name), u.id LIMIT ${AT_MOST}`;
  return { total: rows[0]?.total ?? 0, users: rows.map(({ total: _, ...user }) => user) };
}

/** The sites and customers of an account for the operator's console, the first hundred of each, and its health (system scope). */
export async function accountParts(work: Work, accountId: string): Promise<AccountPartsDto> {
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
    health: await accountHealth(work, accountId),
    sites,
    customers,
  };
}

const COUNTED = 1_000;
const MINUTE = 60_000;

async function accountHealth(work: Work, accountId: string): Promise<AccountHealthDto> {
  const due = new Date(work.now.getTime() - 10 * MINUTE);
  const late = new Date(work.now.getTime() - 7 * 24 * 60 * MINUTE);
  const [row] = await work.tx.$queryRaw<
    { undelivered: number; overdue: number; lateRevocations: number; lastSeenAt: Date | null }[]
  >`
    SELECT (SELECT count(*)::int FROM (SELECT FROM email_messages WHERE account_id = ${accountId}::uuid AND status IN ('FAILED', 'BOUNCED')
        LIMIT ${COUNTED}) m) AS undelivered,
      (SELECT count(*)::int FROM (SELECT FROM email_messages WHERE account_id = ${accountId}::uuid AND status IN ('QUEUED', 'SENDING')
        AND next_attempt_at < ${due} LIMIT ${COUNTED}) m) AS overdue,
      (SELECT count(*)::int FROM (SELECT FROM credentials WHERE account_id = ${accountId}::uuid AND state = 'SUSPENDED' AND removed_at IS NULL
        AND removal_ordered_at < ${late} LIMIT ${COUNTED}) k) AS "lateRevocations",
      (SELECT max(s.last_seen_at) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.account_id = ${accountId}::uuid) AS "lastSeenAt"`;
  const check = await lastLedgerCheck(work);
  return {
    undelivered: row?.undelivered ?? 0,
    overdue: row?.overdue ?? 0,
    lateRevocations: row?.lateRevocations ?? 0,
    differences: check ? check.differences.filter((one) => one.accountId === accountId).length : null,
    lastSeenAt: row?.lastSeenAt?.toISOString() ?? null,
  };
}
