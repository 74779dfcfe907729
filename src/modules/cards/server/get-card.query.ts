import { LINK_FIELDS, openLink, type StoredLink, timelineOf } from "@/modules/delivery/server";
import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CardDetails } from "../contract";
import { CARD_FIELDS, cardRow, type StoredRow } from "./card-rows";

type Stored = StoredRow &
  StoredLink & {
    device: string | null;
    lastSyncAt: Date | null;
    leaseEndsAt: Date | null;
    price: number | null;
  };

/**
 * A card with its phone, its open link and its timeline.
 *
 * @param mayTellCode whether the asker may hand out the 6-digit code that the card's e-mail does not contain.
 * @throws AppError NOT_FOUND
 */
export async function getCard(work: Work, siteId: string, cardId: string, mayTellCode: boolean): Promise<CardDetails> {
  const accountId = accountOf(work);
  const rows = await work.tx.$queryRaw<Stored[]>`
    SELECT ${CARD_FIELDS}, k.device, k.last_sync_at AS "lastSyncAt", k.lease_ends_at AS "leaseEndsAt",
      ${LINK_FIELDS},
      (SELECT l.amount FROM ledger_entries l WHERE l.id = c.charge_id) AS price
    FROM virtual_cards c
      LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
      LEFT JOIN credentials k ON k.account_id = c.account_id AND k.id = c.credential_id
      LEFT JOIN sendings s ON s.account_id = c.account_id AND s.id = c.sending_id
    WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.id = ${cardId}::uuid
      AND c.status <> 'DELETED' AND c.kind <> 'CONFIGURATION'`;
  const card = rows[0];
  if (!card) throw new AppError("NOT_FOUND", "shared.notFound");
  return {
    ...cardRow(card, work.now),
    device: card.device,
    lastSyncAt: card.lastSyncAt?.toISOString() ?? null,
    leaseEndsAt: card.leaseEndsAt?.toISOString() ?? null,
    link: openLink(card, mayTellCode, work.now),
    price: card.price,
    timeline: await timelineOf(work, accountId, cardId),
  };
}
