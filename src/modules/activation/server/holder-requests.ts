import { config } from "@/platform/config";
import { inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { type EmailBrand, type EmailResolver, queueEmail } from "@/platform/email";
import { newId } from "@/shared/kernel/ids";

/*
 * What a holder asks of the customer on a link's page: a new link in place of a dead one, or "the phone is lost". Both tell
 * the customer, in history and by an e-mail, once for each link; whoever presses more often is told the same.
 */

type Told = { result?: string; accountId: string; siteId: string; cardId: string };
type Request = "newLink" | "phoneLost";

async function tell(work: Work, request: Request, historyId: string, told: Told): Promise<void> {
  const { accountId, siteId, cardId } = told;
  // The statement wrote its row of history only if this is the first time.
  if (!(await work.tx.historyEntry.findUnique({ where: { id: historyId }, select: { id: true } }))) return;
  const account = await work.tx.account.findUniqueOrThrow({ where: { id: accountId } });
  await queueEmail(work, {
    kind: "holder-request",
    accountId,
    to: { address: account.email, name: `${account.firstName} ${account.lastName}` },
    locale: account.locale,
    data: { request, cardId },
  });
  for (const topic of [`account:${accountId}`, `site:${siteId}`, `card:${cardId}`]) work.touch(topic);
}

function asHolder<T>(now: Date, run: (work: Work) => Promise<T>): Promise<T> {
  return inTransaction({ scope: systemScope, performer: systemPerformer, clock: () => now }, run);
}

/** The holder of a link that lapsed or was closed asks for a new one. */
export function askNewLink(sendingId: string, now: Date): Promise<void> {
  return asHolder(now, async (work) => {
    const historyId = newId();
    const [row] = await work.tx.$queryRaw<{ told: Told | null }[]>`
      SELECT ask_new_link(${sendingId}::uuid, ${historyId}::uuid, ${now}) AS told`;
    if (row?.told) await tell(work, "newLink", historyId, row.told);
  });
}

/**
 * The holder reports the phone with the card of a used link as lost. The card's address must be typed, which no mail scanner does.
 *
 * @returns `told`; `wrongAddress`; `gone`: the card is no longer on that phone.
 */
export function reportLostPhone(sendingId: string, address: string, now: Date): Promise<string> {
  return asHolder(now, async (work) => {
    const historyId = newId();
    const [row] = await work.tx.$queryRaw<{ told: Told }[]>`
      SELECT report_lost_phone(${sendingId}::uuid, ${address}, ${historyId}::uuid, ${now}) AS told`;
    const result = row?.told.result ?? "gone";
    if (row && result === "told") await tell(work, "phoneLost", historyId, row.told);
    return result;
  });
}

/** How these mails are written. One about a card that was deleted meanwhile is not sent. */
export function activationEmails(brandOf: (work: Work, accountId: string | null) => Promise<EmailBrand>): {
  "holder-request": EmailResolver<"holder-request">;
} {
  return {
    "holder-request": {
      async resolve(work, row) {
        const { request, cardId } = row.data as { request: Request; cardId: string };
        const accountId = row.accountId ?? "";
        const [card] = await work.tx.$queryRaw<
          {
            kind: "PRIVATE_ID" | "MOBILE_ID_PLUS" | "CONFIGURATION";
            holder: string;
            name: string;
            siteId: string;
            site: string;
            device: string | null;
          }[]
        >`
          SELECT c.kind::text AS kind, c.first_name || ' ' || c.last_name AS holder, c.last_name AS name, s.id AS "siteId", s.name AS site, cr.device
          FROM virtual_cards c JOIN sites s ON s.account_id = c.account_id AND s.id = c.site_id
            LEFT JOIN credentials cr ON cr.account_id = c.account_id AND cr.id = c.credential_id
          WHERE c.account_id = ${accountId}::uuid AND c.id = ${cardId}::uuid AND c.status <> 'DELETED'`;
        if (!card) return "cancel";
        const list =
          card.kind === "CONFIGURATION" ? "configurators" : `cards?${new URLSearchParams({ q: card.name }).toString()}`;
        return {
          brand: await brandOf(work, accountId),
          data: {
            request,
            cardKind: card.kind,
            holderName: card.holder,
            siteName: card.site,
            device: request === "phoneLost" ? card.device : null,
            cardsUrl: `${config().origin}/sites/${card.siteId}/${list}`,
          },
        };
      },
    },
  };
}
