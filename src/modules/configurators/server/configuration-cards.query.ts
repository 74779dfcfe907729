import { phaseOf, type StoredState } from "@/modules/delivery";
import { LINK_FIELDS, leftByBulk, openLink, type StoredLink, timelineOf } from "@/modules/delivery/server";
import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type {
  ConfigurationCardDetails,
  ConfigurationCardRow,
  ConfigurationCardSelection,
  ListConfigurationCardsInput,
} from "../contract";
import { holds } from "./configurators.repo";

const COLUMNS: Record<typeof import("../contract").CONFIGURATION_CARD_COLUMNS[number], KeysetColumn> = {
  firstName: { sql: Prisma.sql`lower(c.first_name)`, type: "text" },
  lastName: { sql: Prisma.sql`lower(c.last_name)`, type: "text" },
  configuration: { sql: Prisma.sql`lower(rc.name)`, type: "text" },
  status: { sql: Prisma.sql`array_position(enum_range(NULL::card_status), c.status)::bigint`, type: "bigint" },
  createdAt: { sql: Prisma.sql`c.created_at`, type: "timestamptz" },
  sentAt: { sql: Prisma.sql`coalesce(c.sent_at, 'epoch'::timestamptz)`, type: "timestamptz" },
  activatedAt: { sql: Prisma.sql`coalesce(c.activated_at, 'epoch'::timestamptz)`, type: "timestamptz" },
  revokedAt: { sql: Prisma.sql`coalesce(c.revoked_at, 'epoch'::timestamptz)`, type: "timestamptz" },
};

type Stored = StoredState & {
  id: string;
  configuratorId: string;
  firstName: string;
  lastName: string;
  email: string;
  configurationId: string;
  configuration: string;
  createdAt: Date;
  sentAt: Date | null;
  activatedAt: Date | null;
  revokedAt: Date | null;
};

const FIELDS = Prisma.sql`c.id, c.status::text AS status, c.paid, c.sending_id AS "sendingId", c.charge_id AS "chargeId", c.scheduled_for AS "scheduledFor",
  coalesce(c.paid AND k.removed_at IS NOT NULL, false) AS removed, c.configurator_id AS "configuratorId", c.first_name AS "firstName",
  c.last_name AS "lastName", c.email, c.configuration_id AS "configurationId", rc.name AS configuration, c.created_at AS "createdAt",
  c.sent_at AS "sentAt", c.activated_at AS "activatedAt", c.revoked_at AS "revokedAt"`;
const SOURCE = Prisma.sql`own_cards c
  JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
  LEFT JOIN credentials k ON k.account_id = c.account_id AND k.id = c.credential_id`;

type Narrowing = Pick<ListConfigurationCardsInput, "search" | "filters">;

/** The condition of a search and filters on `virtual_cards c`. */
function cardsWhere(work: Work, siteId: string, { search, filters }: Narrowing): Prisma.Sql {
  const oneOf = (column: Prisma.Sql, values: string[] | undefined, type: "uuid" | "card_status") =>
    values?.length ? Prisma.sql`AND ${column} = ANY (${values}::${Prisma.raw(type)}[])` : Prisma.empty;
  // The configuration's name by a query of its own: the condition is used where the configuration is not joined.
  const searched = Prisma.sql`(c.first_name || ' ' || c.last_name || ' ' || c.email || ' ' || (SELECT o.name FROM reader_configurations o
    WHERE o.account_id = c.account_id AND o.id = c.configuration_id))`;
  return Prisma.sql`c.account_id = ${accountOf(work)}::uuid AND c.site_id = ${siteId}::uuid AND c.kind = 'CONFIGURATION' AND c.status <> 'DELETED'
    ${oneOf(Prisma.sql`c.configurator_id`, filters.configuratorId, "uuid")}
    ${oneOf(Prisma.sql`c.configuration_id`, filters.configurationId, "uuid")}
    ${oneOf(Prisma.sql`c.status`, filters.status, "card_status")}
    ${holds(searched, search)} ${holds(Prisma.sql`c.first_name`, filters.firstName)} ${holds(Prisma.sql`c.last_name`, filters.lastName)}`;
}

/** A page of a site's configuration cards (R260). SQL: keyset paging by any column, without case. */
export async function configurationCardPage(
  work: Work,
  siteId: string,
  input: ListConfigurationCardsInput,
): Promise<Page<ConfigurationCardRow>> {
  const sort = input.sort ?? { column: "createdAt", direction: "desc" };
  const column = COLUMNS[sort.column];
  const keys = keyset({
    column,
    id: Prisma.sql`c.id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const where = cardsWhere(work, siteId, input);
  const rows = await work.tx.$queryRaw<(Stored & { sortValue: string | Date | bigint })[]>`
    SELECT ${FIELDS}, ${column.sql} AS "sortValue" FROM ${SOURCE} WHERE ${where} AND ${keys.where} ${keys.orderAndLimit}`;
  const counted = await work.tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM own_cards c WHERE ${where}`;
  return keys.page(rows, ({ sortValue }) => sortValue, shown, counted[0]?.total ?? 0);
}

function shown(row: Stored): ConfigurationCardRow {
  return {
    id: row.id,
    status: row.status,
    phase: phaseOf(row),
    configurator: { id: row.configuratorId, firstName: row.firstName, lastName: row.lastName, email: row.email },
    configuration: { id: row.configurationId, name: row.configuration },
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/**
 * A configuration card with its phone, its open link and its timeline.
 *
 * @param mayTellCode whether the asker may hand out the 6-digit code that the card's e-mail does not contain.
 * @throws AppError NOT_FOUND
 */
export async function configurationCard(
  work: Work,
  siteId: string,
  cardId: string,
  mayTellCode: boolean,
): Promise<ConfigurationCardDetails> {
  const accountId = accountOf(work);
  type Found = Stored &
    StoredLink & { device: string | null; lastSyncAt: Date | null; leaseEndsAt: Date | null } & {
      extras: Pick<ConfigurationCardDetails["configurator"], "phone" | `field${1 | 2 | 3 | 4 | 5}`>;
    };
  const rows = await work.tx.$queryRaw<Found[]>`
    SELECT ${FIELDS}, jsonb_build_object('phone', p.phone, 'field1', p.field1, 'field2', p.field2, 'field3', p.field3,
      'field4', p.field4, 'field5', p.field5) AS extras, k.device, k.last_sync_at AS "lastSyncAt", k.lease_ends_at AS "leaseEndsAt", ${LINK_FIELDS}
    FROM ${SOURCE} JOIN configurators p ON p.account_id = c.account_id AND p.site_id = c.site_id AND p.id = c.configurator_id
      LEFT JOIN sendings s ON s.account_id = c.account_id AND s.id = c.sending_id
    WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.id = ${cardId}::uuid
      AND c.kind = 'CONFIGURATION' AND c.status <> 'DELETED'`;
  const card = rows[0];
  if (!card) throw new AppError("NOT_FOUND", "shared.notFound");
  const row = shown(card);
  return {
    ...row,
    configurator: { ...row.configurator, ...card.extras },
    device: card.device,
    lastSyncAt: card.lastSyncAt?.toISOString() ?? null,
    leaseEndsAt: card.leaseEndsAt?.toISOString() ?? null,
    link: openLink(card, mayTellCode, work.now),
    timeline: await timelineOf(work, accountId, cardId),
  };
}

/** A selection as a condition on `virtual_cards c`. */
export function selectionWhere(work: Work, siteId: string, selection: ConfigurationCardSelection): Prisma.Sql {
  const where = cardsWhere(work, siteId, selection.by === "filter" ? selection : { filters: {} });
  if (selection.by === "cards")
    return Prisma.sql`${where} AND c.id = ANY (${selection.cards.map((card) => card.id)}::uuid[])`;
  if (selection.by === "bulk") return Prisma.sql`${where} AND ${leftByBulk(work, selection.bulkId)}`;
  return selection.except.length > 0 ? Prisma.sql`${where} AND c.id <> ALL (${selection.except}::uuid[])` : where;
}
