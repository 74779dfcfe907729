import type { CardStatus } from "@/modules/delivery";
import { phaseOf } from "@/modules/delivery";
import { Prisma } from "@/platform/db";
import type { CardRow } from "../contract";
import { validityAt } from "../domain/card-policy";
import type { UserCardKind } from "../domain/price";

/** The columns of a card as the lists and the drawer show it; needs `c`, `rc` and `k` (the credential of a moving card). */
export const CARD_FIELDS = Prisma.sql`c.id, c.number, c.kind::text AS kind, c.status::text AS status, c.paid, c.sending_id AS "sendingId", c.charge_id AS "chargeId",
  coalesce(c.paid AND k.removed_at IS NOT NULL, false) AS removed, c.first_name AS "firstName", c.last_name AS "lastName", c.email, c.phone,
  c.configuration_id AS "configurationId", rc.name AS "configurationName", c.private_id AS "privateId", c.csn,
  c.field1, c.field2, c.field3, c.field4, c.field5, c.locale, c.transferable, c.valid_from AS "validFrom", c.valid_until AS "validUntil",
  c.scheduled_for AS "scheduledFor", c.created_at AS "createdAt", c.sent_at AS "sentAt", c.activated_at AS "activatedAt", c.revoked_at AS "revokedAt"`;

export type StoredRow = Omit<
  CardRow,
  | "phase"
  | "configuration"
  | "validity"
  | "validFrom"
  | "validUntil"
  | "scheduledFor"
  | "createdAt"
  | "sentAt"
  | "activatedAt"
  | "revokedAt"
> & {
  kind: UserCardKind;
  status: CardStatus;
  paid: boolean;
  sendingId: string | null;
  chargeId: string | null;
  removed: boolean;
  configurationId: string | null;
  configurationName: string | null;
  validFrom: Date | null;
  validUntil: Date | null;
  scheduledFor: Date | null;
  createdAt: Date;
  sentAt: Date | null;
  activatedAt: Date | null;
  revokedAt: Date | null;
  sortValue?: string | null;
};

/** A stored card as it leaves the server. */
export function cardRow(row: StoredRow, now: Date): CardRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    phase: phaseOf(row),
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    phone: row.phone,
    configuration: row.configurationId ? { id: row.configurationId, name: row.configurationName ?? "" } : null,
    privateId: row.privateId,
    csn: row.csn,
    field1: row.field1,
    field2: row.field2,
    field3: row.field3,
    field4: row.field4,
    field5: row.field5,
    locale: row.locale,
    transferable: row.transferable,
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    validity: validityAt(row, now),
    scheduledFor: row.scheduledFor?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
