import { asSystem } from "@tests/support/system";
import { checkCardCredits } from "@/modules/delivery/server";
import { expectSoundLedger } from "./ledger-model";
import type { World } from "./money-world";

export type Keyed = { key: string; what: string; answer: "done" | "refused" | "none" };
type Difference = { what: string; subject: string };

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
  const differences = [...(await asSystem(checkCardCredits)), ...(await answeredOnce(world, keyed))];
  if (differences.length > 0)
    throw new Error(`${differences.length} differences: ${JSON.stringify(differences.slice(0, 8), null, 1)}`);
  return expectSoundLedger();
}
