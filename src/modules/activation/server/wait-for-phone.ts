import { sqlOne } from "@/platform/db";
import { awaitTopics, concerns, subscribe } from "@/platform/live";
import { syncClaims } from "../contract";
import type { DeviceContext } from "./device-http";
import { type SignedRequest, signedBy } from "./sync-phone";

/** How long an unanswered wait is held: below the time that proxies allow. */
const HOLD = 25_000;

/**
 * Answers as soon as something about one of the phone's cards has changed, or after 25 seconds. It tells nothing but
 * that: the phone then syncs. Listening begins before looking, so that nothing falls between.
 */
export async function waitForPhone(input: SignedRequest, context: DeviceContext): Promise<{ changed: boolean }> {
  const { phoneId } = signedBy(input, "sync", syncClaims, context);
  const early: string[][] = [];
  const endEarly = subscribe((topics) => early.push(topics));
  let endWaiting = () => {};
  let timer: NodeJS.Timeout | undefined;
  try {
    const row = await sqlOne<{ watch: { cards: string[]; due: boolean } }>(
      "phone-watch",
      "select phone_watch($1) as watch",
      [phoneId],
    );
    if (row?.watch.due) return { changed: true };
    const wanted = new Set([`phone:${phoneId}`, ...(row?.watch.cards ?? []).map((id) => `card:${id}`)]);
    if (early.some((topics) => concerns(topics, wanted))) return { changed: true };
    if (context.signal.aborted) return { changed: false };
    return await new Promise((done) => {
      endWaiting = awaitTopics(wanted, () => done({ changed: true }));
      endEarly();
      timer = setTimeout(() => done({ changed: false }), HOLD);
      context.signal.addEventListener("abort", () => done({ changed: false }), { once: true });
    });
  } finally {
    clearTimeout(timer);
    endEarly();
    endWaiting();
  }
}
