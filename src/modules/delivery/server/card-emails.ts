import { config } from "@/platform/config";
import { mailCode, makeLinkToken } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import type { EmailBrand, EmailResolver, EmailRow, ResolvedEmail } from "@/platform/email";
import type { AnyCardKind } from "./delivery.repo";

type BrandOf = (work: Work, accountId: string | null) => Promise<EmailBrand>;

type SentCard = {
  sendingId: string;
  kind: AnyCardKind;
  holderName: string;
  accountName: string;
  siteName: string;
  timeZone: string;
  expiresAt: Date;
  separateCode: boolean;
};
type RevokedCard = { cardId: string; kind: AnyCardKind; holderName: string; accountName: string; siteName: string };
type AppLinks = Partial<Record<"ios" | "android" | "settingsIos" | "settingsAndroid", string>>;

/** How the mails about cards are written: thousands at a time, each link's token derived here and nowhere stored. */
export function cardEmails(brandOf: BrandOf): {
  "card-sent": EmailResolver<"card-sent">;
  "card-revoked": EmailResolver<"card-revoked">;
} {
  return {
    "card-sent": {
      async resolveAll(work, rows) {
        const cards = new Map((await openSendings(work, rows)).map((card) => [card.sendingId, card]));
        const links = await appLinks(work);
        const brand = brandsOf(work, brandOf);
        const resolved = new Map<string, ResolvedEmail<"card-sent">>();
        for (const row of rows) {
          const card = cards.get(row.sendingId ?? "");
          // Withdrawn, replaced, activated or lapsed meanwhile: the mail has lost its sense.
          if (card) resolved.set(row.id, { brand: await brand(row.accountId), data: sentData(row, card, links) });
        }
        return resolved;
      },
    },
    "card-revoked": {
      async resolveAll(work, rows) {
        const cards = new Map((await revokedCards(work, rows)).map((card) => [card.cardId, card]));
        const brand = brandsOf(work, brandOf);
        const resolved = new Map<string, ResolvedEmail<"card-revoked">>();
        for (const row of rows) {
          const card = cards.get(row.cardId ?? "");
          if (!card) continue;
          const { kind, holderName, accountName, siteName } = card;
          const data = { cardKind: kind, holderName, accountName, siteName, walletUrl: `${config().origin}/wallet` };
          resolved.set(row.id, { brand: await brand(row.accountId), data });
        }
        return resolved;
      },
    },
  };
}

function sentData(row: EmailRow, card: SentCard, links: AppLinks) {
  const landingUrl = `${config().origin}/a/${makeLinkToken("card", card.sendingId)}`;
  const settings = card.kind === "CONFIGURATION";
  return {
    cardKind: card.kind,
    holderName: card.holderName,
    accountName: card.accountName,
    siteName: card.siteName,
    landingUrl,
    iosUrl: `${landingUrl}?os=ios`,
    androidUrl: `${landingUrl}?os=android`,
    code: card.separateCode ? null : mailCode(card.sendingId),
    iosStoreUrl: (settings ? links.settingsIos : links.ios) ?? null,
    androidStoreUrl: (settings ? links.settingsAndroid : links.android) ?? null,
    until: new Intl.DateTimeFormat(row.locale, {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: card.timeZone,
    }).format(card.expiresAt),
    again: row.data.again === true,
    reminder: row.data.reminder === true,
  };
}

/** One object per account and batch, so that thousands of mails share one rendering. */
function brandsOf(work: Work, brandOf: BrandOf): (accountId: string | null) => Promise<EmailBrand> {
  const known = new Map<string | null, Promise<EmailBrand>>();
  return (accountId) => {
    const brand = known.get(accountId) ?? brandOf(work, accountId);
    known.set(accountId, brand);
    return brand;
  };
}

async function appLinks(work: Work): Promise<AppLinks> {
  const settings = await work.tx.operatorSettings.findFirst({ select: { appLinks: true } });
  return (settings?.appLinks ?? {}) as AppLinks;
}

/** The sendings of mails whose link still is the card's open one. */
function openSendings(work: Work, rows: EmailRow[]): Promise<SentCard[]> {
  const ids = rows.flatMap((row) => (row.sendingId ? [row.sendingId] : []));
  return work.tx.$queryRaw`
    SELECT s.id AS "sendingId", c.kind::text AS kind, c.first_name || ' ' || c.last_name AS "holderName", a.company_name AS "accountName",
      t.name AS "siteName", coalesce(t.time_zone, a.time_zone) AS "timeZone", s.expires_at AS "expiresAt", s.separate_code AS "separateCode"
    FROM sendings s
      JOIN virtual_cards c ON c.account_id = s.account_id AND c.id = s.card_id AND c.sending_id = s.id
      JOIN sites t ON t.account_id = c.account_id AND t.id = c.site_id
      JOIN accounts a ON a.id = c.account_id
    WHERE s.id = ANY (${ids}::uuid[]) AND s.state = 'OPEN' AND s.expires_at > ${work.now}`;
}

/** The cards of mails that still wait for their phone to remove them. */
function revokedCards(work: Work, rows: EmailRow[]): Promise<RevokedCard[]> {
  const ids = rows.flatMap((row) => (row.cardId ? [row.cardId] : []));
  return work.tx.$queryRaw`
    SELECT c.id AS "cardId", c.kind::text AS kind, c.first_name || ' ' || c.last_name AS "holderName", a.company_name AS "accountName", t.name AS "siteName"
    FROM virtual_cards c
      JOIN sites t ON t.account_id = c.account_id AND t.id = c.site_id
      JOIN accounts a ON a.id = c.account_id
    WHERE c.id = ANY (${ids}::uuid[]) AND c.status = 'PENDING_REVOKE'`;
}
