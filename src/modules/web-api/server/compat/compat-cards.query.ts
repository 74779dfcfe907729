import { ownCode } from "@/platform/crypto";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { COMPAT_STATUS, compatDate } from "../../domain/compat-values";

type Row = {
  id: string;
  number: number;
  configurationNumber: number | null;
  configurationName: string | null;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  ident: string | null;
  status: string;
  createdAt: Date;
  activatedAt: Date | null;
  revokedAt: Date | null;
  field1: string | null;
  field2: string | null;
  field3: string | null;
  field4: string | null;
  field5: string | null;
  transferable: boolean;
  sealedCode: Uint8Array | null;
  validFrom: Date | null;
  validUntil: Date | null;
  siteZone: string;
  accountZone: string;
};

const PAGE = 2_000;

const COLUMNS = Prisma.sql`c.id, c.number, rc.number AS "configurationNumber", rc.name AS "configurationName", c.first_name AS "firstName",
  c.last_name AS "lastName", c.email, c.phone, coalesce(c.private_id, c.csn) AS ident, c.status::text, c.created_at AS "createdAt",
  c.activated_at AS "activatedAt", c.revoked_at AS "revokedAt", c.field1, c.field2, c.field3, c.field4, c.field5, c.transferable,
  c.sealed_code AS "sealedCode", c.valid_from AS "validFrom", c.valid_until AS "validUntil",
  coalesce(s.time_zone, a.time_zone) AS "siteZone", a.time_zone AS "accountZone"`;
const SOURCE = Prisma.sql`virtual_cards c JOIN sites s ON s.account_id = c.account_id AND s.id = c.site_id JOIN accounts a ON a.id = c.account_id
  LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id`;

const userCards = (
  work: Work,
  siteId: string,
) => Prisma.sql`c.account_id = ${accountOf(work)}::uuid AND c.site_id = ${siteId}::uuid
  AND c.status <> 'DELETED' AND c.kind <> 'CONFIGURATION'`;

/** A page of a site's user cards as integrators' clients know them, the oldest first; `next` is where the next one starts. */
export async function compatCardPage(work: Work, siteId: string, after: string | null) {
  const rows = await work.tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${SOURCE} WHERE ${userCards(work, siteId)}
      AND ${after ? Prisma.sql`c.id > ${after}::uuid` : Prisma.sql`true`} ORDER BY c.id LIMIT ${PAGE}`;
  return { cards: rows.map(compatCard), next: rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null };
}

/** One user card, with its phone number; null where the site has none of that number. */
export async function compatCardOf(work: Work, siteId: string, number: number) {
  const rows = await work.tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${SOURCE} WHERE ${userCards(work, siteId)} AND c.number = ${number}`;
  return rows[0] ? { ...compatCard(rows[0]), Phone: rows[0].phone ?? "" } : null;
}

/** The ids of a site's user cards by their numbers. */
export async function cardIdsOf(work: Work, siteId: string, numbers: number[]): Promise<Map<number, string>> {
  const rows = await work.tx.$queryRaw<{ id: string; number: number }[]>`
    SELECT c.id, c.number FROM virtual_cards c WHERE ${userCards(work, siteId)} AND c.number = ANY (${numbers}::int[])`;
  return new Map(rows.map((row) => [row.number, row.id]));
}

function compatCard(row: Row) {
  const timed = row.validFrom !== null || row.validUntil !== null;
  return {
    VirtualCardId: row.number,
    ConfigurationId: row.configurationNumber ?? "",
    FirstName: row.firstName,
    LastName: row.lastName,
    ConfigurationName: row.configurationName ?? "",
    PrivateorStidId: row.ident ?? "",
    Status: COMPAT_STATUS[row.status] ?? row.status,
    Email: row.email,
    CreationDate: compatDate(row.createdAt, row.accountZone),
    ActivationDate: compatDate(row.activatedAt, row.accountZone),
    RevokeDate: compatDate(row.revokedAt, row.accountZone),
    Field1: row.field1 ?? "",
    Field2: row.field2 ?? "",
    Field3: row.field3 ?? "",
    Field4: row.field4 ?? "",
    Field5: row.field5 ?? "",
    Transferable: row.transferable ? "yes" : "no",
    SecurityCode: ownCode(row.sealedCode) ?? "",
    StartDateTime: compatDate(row.validFrom, row.siteZone),
    EndDateTime: compatDate(row.validUntil, row.siteZone),
    VisitorTimeZone: timed ? row.siteZone : "",
    IsVisitorCard: timed ? "yes" : "no",
    // Where the portal has no such thing.
    PhotoId: "",
    PhotoName: "",
    CardLayoutId: "",
    CardLayoutName: "",
  };
}
