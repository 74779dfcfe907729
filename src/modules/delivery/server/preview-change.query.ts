import type { Prisma, Work } from "@/platform/db";
import type { ChangePreview } from "../contract";
import { isRefusal, phaseOf, transition } from "../domain/card-machine";
import { type CardsChange, sendingEvent } from "./change-cards";
import { countStates } from "./delivery.repo";

/**
 * What a change would do to the cards that a condition on `virtual_cards c` tells: how many qualify, and the credits it
 * moves. Changes nothing.
 *
 * @param asked the number of cards that were named, if they were: those that the condition does not find are told too.
 */
export async function previewChange(
  work: Work,
  change: Pick<CardsChange, "kinds" | "event" | "prices">,
  where: Prisma.Sql,
  asked: number | null,
): Promise<ChangePreview> {
  const refused = new Map<string, number>();
  const preview = { selected: 0, qualifies: 0, cost: 0, again: 0, lost: 0, back: 0 };
  const sends = change.event === "sendAny" || change.event === "schedule";
  for (const group of await countStates(work, where)) {
    const phase = phaseOf({
      status: group.status,
      paid: group.paid,
      removed: group.removed,
      sendingId: group.sending ? "open" : null,
      chargeId: group.charge ? "open" : null,
      scheduledFor: group.scheduled ? work.now : null,
    });
    const event = change.event === "sendAny" ? sendingEvent(phase) : change.event;
    const outcome = transition(change.kinds, phase, event);
    preview.selected += group.count;
    if (isRefusal(outcome)) {
      refused.set(outcome.refused, (refused.get(outcome.refused) ?? 0) + group.count);
      continue;
    }
    preview.qualifies += group.count;
    if (sends && outcome.credits === "hold") preview.cost += (change.prices?.[group.kind] ?? 0) * group.count;
    if (event === "resend" && phase !== "SCHEDULED") preview.again += group.count;
    if (outcome.credits === "lost") preview.lost += group.price;
    if (outcome.credits === "void" || outcome.credits === "refund") preview.back += group.price;
  }
  const missing = asked === null ? 0 : asked - preview.selected;
  if (missing > 0) refused.set("cards.notFound", missing);
  preview.selected += Math.max(missing, 0);
  return { ...preview, refused: [...refused].map(([code, count]) => ({ code, count })) };
}
