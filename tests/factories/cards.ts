import { mailCode, makeLinkToken, siteCode } from "@/platform/crypto";
import type { CardKind, CardStatus } from "@/platform/db/generated/client";
import { newId } from "@/shared/kernel/ids";
import { asSystem } from "../support/system";
import { nextNumber } from "./accounts";

type SiteRef = { id: string; accountId: string };

type CardOptions = {
  kind?: CardKind;
  configurationId?: string;
  configuratorId?: string;
  privateId?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  locale?: string;
  validFrom?: Date;
  validUntil?: Date;
};

/** A card in status Created: Mobile ID+ unless a configuration is named. */
export async function aCard(site: SiteRef, options: CardOptions = {}) {
  const kind = options.kind ?? (options.configurationId ? "PRIVATE_ID" : "MOBILE_ID_PLUS");
  const n = nextNumber();
  return asSystem(({ tx, now }) =>
    tx.virtualCard.create({
      data: {
        id: newId(),
        accountId: site.accountId,
        siteId: site.id,
        kind,
        status: "CREATED",
        configurationId: options.configurationId,
        configuratorId: options.configuratorId,
        firstName: options.firstName ?? "Simon",
        lastName: options.lastName ?? `WHITE${n}`,
        email: options.email ?? `holder${n}@example.com`,
        privateId: kind === "PRIVATE_ID" ? (options.privateId ?? String(500_000 + n)) : null,
        locale: options.locale,
        validFrom: options.validFrom,
        validUntil: options.validUntil,
        createdAt: now,
      },
    }),
  );
}

type SendingOptions = { price?: number; separateCode?: boolean; expiresAt?: Date; paid?: boolean };

/**
 * Sends a card as the use case does: hold, sending, status. The account must have the credits.
 * `price` 0 makes no hold; a card that is Activated keeps its status (a replacement).
 */
export async function aSending(cardId: string, options: SendingOptions = {}) {
  const price = options.price ?? 5;
  const sendingId = newId();
  await asSystem(async ({ tx, now, performer }) => {
    const card = await tx.virtualCard.findUniqueOrThrow({ where: { id: cardId } });
    const replacing = card.status === "ACTIVATED";
    let chargeId = card.chargeId;
    if (price > 0 && !replacing && !options.paid && !chargeId) {
      chargeId = newId();
      await tx.ledgerEntry.createMany({
        data: [
          {
            id: chargeId,
            kind: "CARD",
            phase: "PENDING",
            sourceAccountId: card.accountId,
            sourceBucket: "MAIN",
            destAccountId: card.accountId,
            destBucket: "SPENT",
            amount: price,
            idempotencyKey: `card-hold:${sendingId}`,
            cardId,
            sendingId,
            performerKind: performer.kind,
            performerName: performer.name,
            at: now,
          },
        ],
      });
    }
    await tx.sending.updateMany({ where: { cardId, state: "OPEN" }, data: { state: "REPLACED", endedAt: now } });
    await tx.sending.create({
      data: {
        id: sendingId,
        accountId: card.accountId,
        cardId,
        state: "OPEN",
        price: replacing || options.paid ? 0 : price,
        separateCode: options.separateCode ?? false,
        createdAt: now,
        expiresAt: options.expiresAt ?? new Date(now.getTime() + 30 * 86_400_000),
      },
    });
    const status: CardStatus = replacing ? "ACTIVATED" : "EMAIL_SENT";
    await tx.virtualCard.update({
      where: { id: cardId },
      data: { status, sendingId, chargeId, paid: options.paid ?? false, sentAt: now },
    });
  });
  return {
    sendingId,
    token: makeLinkToken("card", sendingId),
    code: mailCode(sendingId),
    siteCode: siteCode(sendingId),
  };
}
