import { changeCards } from "@/modules/delivery/server";
import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { cardsOf, lockConfigurator } from "./configurators.repo";

/**
 * Deletes a configurator whose cards are all Revoked or deleted; the revoked ones go with it, and site counters keep it as
 * a deleted one (R171, R272–R274). Whoever is assigning to it comes before (and is counted) or after (and finds none).
 *
 * @throws AppError NOT_FOUND; REFUSED `configurators.hasCards` {name, count, configurations}: what stands in the way.
 */
export async function deleteConfigurator(work: Work, siteId: string, configuratorId: string): Promise<void> {
  const accountId = accountOf(work);
  await lockConfigurator(work, siteId, configuratorId);
  const who = await work.tx.configurator.findFirstOrThrow({ where: { accountId, siteId, id: configuratorId } });
  const name = `${who.firstName} ${who.lastName}`;
  const cards = await cardsOf(work, siteId, configuratorId);
  const alive = cards.filter((card) => card.status !== "REVOKED");
  if (alive.length > 0)
    throw new AppError("REFUSED", "configurators.hasCards", {
      params: { name, count: alive.length, configurations: alive.map((card) => card.configuration).join(", ") },
    });
  const gone = cards.map(({ id }) => ({ id }));
  if (gone.length > 0)
    await changeCards(work, { siteId, kinds: "configuration", event: "delete", cards: gone, page: "configurators" });
  await work.tx.configurator.updateMany({
    where: { accountId, siteId, id: configuratorId },
    data: { deletedAt: work.now },
  });
  await recordEvent(work, {
    accountId,
    page: "configurators",
    action: "configurators.deleted",
    params: { name },
    siteId,
  });
}
