import { asSystem } from "@tests/support/system";
import { expectSoundLedger } from "./ledger-model";
import type { World } from "./money-world";

export type Keyed = { key: string; what: string; answer: "done" | "refused" | "none" };
type Difference = { what: string; subject: string };

/** What must hold of cards and credits together (I13, I14), of the whole database. */
async function cardsAndCredits(): Promise<Difference[]> {
  return asSystem(
    ({ tx }) => tx.$queryRaw<Difference[]>`
      WITH hold AS (
        SELECT e.id, e.card_id, e.source_account_id AS account_id, e.amount FROM ledger_entries e
        WHERE e.kind = 'CARD' AND e.phase = 'PENDING' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = e.id)
      ), charge AS (
        SELECT e.id, e.card_id FROM ledger_entries e
        WHERE e.kind = 'CARD' AND e.phase = 'POST' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.refund_of_id = e.id)
      ), waiting AS (
        SELECT e.source_account_id AS account_id, sum(e.amount) AS amount FROM ledger_entries e
        WHERE e.kind = 'TRANSFER' AND e.phase = 'PENDING' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = e.id) GROUP BY 1
      ), held AS (SELECT account_id, sum(held) AS held FROM credit_slots GROUP BY 1)
      SELECT 'I13 an open hold is of a card that is sent and not paid' AS what, h.card_id::text AS subject
        FROM hold h JOIN virtual_cards c ON c.id = h.card_id WHERE c.status <> 'EMAIL_SENT' OR c.paid
      UNION ALL SELECT 'I13 a sent card that is not paid has its hold', c.id::text FROM virtual_cards c
        JOIN sendings s ON s.id = c.sending_id WHERE c.status = 'EMAIL_SENT' AND NOT c.paid AND c.charge_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM hold h WHERE h.card_id = c.id)
      UNION ALL SELECT 'I13 held = holds of sent cards + transfers that wait', x.account_id::text FROM held x
        WHERE x.held <> coalesce((SELECT sum(h.amount) FROM hold h WHERE h.account_id = x.account_id), 0)
          + coalesce((SELECT w.amount FROM waiting w WHERE w.account_id = x.account_id), 0)
      UNION ALL SELECT 'I14 a charge is of a card that is on a phone, being moved, or was deleted from one', h.card_id::text
        FROM charge h JOIN virtual_cards c ON c.id = h.card_id
        WHERE NOT (c.status IN ('ACTIVATED', 'PENDING_REVOKE', 'DELETED') OR c.status = 'EMAIL_SENT' AND c.paid)
      UNION ALL SELECT 'I14 a card on a phone has its charge', c.id::text FROM virtual_cards c
        WHERE c.charge_id IS NOT NULL AND (c.status IN ('ACTIVATED', 'PENDING_REVOKE') OR c.paid)
        AND NOT EXISTS (SELECT FROM charge h WHERE h.card_id = c.id)
      UNION ALL SELECT 'I14 one valid credential exactly when Activated', c.id::text FROM virtual_cards c
        WHERE (c.status = 'ACTIVATED')::int <> (SELECT count(*) FROM credentials d WHERE d.card_id = c.id AND d.state = 'VALID')
      UNION ALL SELECT 'I7 one hold per sending', e.sending_id::text FROM ledger_entries e
        WHERE e.kind = 'CARD' AND e.phase = 'PENDING' GROUP BY e.sending_id HAVING count(*) > 1`,
  );
}

/** How often each key and each card is in the ledger, against what was answered. */
async function answeredOnce(world: World, keyed: Keyed[]): Promise<Difference[]> {
  const found: Difference[] = [];
  const entries = await asSystem(
    ({ tx }) => tx.$queryRaw<{ key: string; count: number }[]>`
      SELECT split_part(idempotency_key, ':', 3) AS key, count(*)::int AS count FROM ledger_entries
      WHERE kind IN ('LOAD', 'TRANSFER') AND phase IN ('SINGLE', 'PENDING') GROUP BY 1`,
  );
  const times = new Map(entries.map(({ key, count }) => [key, count]));
  for (const { key, what, answer } of keyed) {
    const count = times.get(key) ?? 0;
    const right = answer === "done" ? count === 1 : answer === "refused" ? count === 0 : count <= 1;
    if (!right) found.push({ what: `${what}, answered "${answer}", is in the ledger ${count} times`, subject: key });
  }
  const cards = await asSystem(
    ({ tx }) => tx.$queryRaw<{ id: string; holds: number; posted: number }[]>`
      SELECT p.card_id::text AS id, count(*)::int AS holds,
        count(*) FILTER (WHERE r.phase = 'POST')::int AS posted
      FROM ledger_entries p LEFT JOIN ledger_entries r ON r.pending_id = p.id WHERE p.kind = 'CARD' AND p.phase = 'PENDING' GROUP BY 1`,
  );
  const byCard = new Map(cards.map((card) => [card.id, card]));
  for (const { id, sends, unsure, activated, unsureActivations } of world.cards) {
    const { holds, posted } = byCard.get(id) ?? { holds: 0, posted: 0 };
    if (holds < sends || holds > sends + unsure)
      found.push({ what: `${sends} answered and ${unsure} unanswered sendings made ${holds} holds`, subject: id });
    // Each sending is activated once, whoever asks and however often; the hold that it posts may be of the sending before it.
    if (posted < activated.size || posted > activated.size + unsureActivations)
      found.push({
        what: `${activated.size} answered and ${unsureActivations} unanswered activations are posted ${posted} times`,
        subject: id,
      });
  }
  return found;
}

/** @throws Error that lists what does not hold. @returns how many entries the ledger has. */
export async function checkMoney(world: World, keyed: Keyed[]): Promise<number> {
  const differences = [...(await cardsAndCredits()), ...(await answeredOnce(world, keyed))];
  if (differences.length > 0)
    throw new Error(`${differences.length} differences: ${JSON.stringify(differences.slice(0, 8), null, 1)}`);
  return expectSoundLedger();
}
