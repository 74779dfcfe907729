import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { contentsOf } from "../domain/site-counters";
import { lockSite, siteCounters } from "./sites.repo";

/**
 * Deletes a site that holds no reader configuration, configurator, user card or configuration card (R166). Whoever is putting
 * something into it comes before (and is counted) or after (and finds no site).
 *
 * @throws AppError NOT_FOUND; REFUSED `sites.notEmpty` with how many of each are still there as parameters.
 */
export async function deleteSite(work: Work, siteId: string): Promise<void> {
  const site = await lockSite(work, siteId, "alone");
  const contents = contentsOf(await siteCounters(work, siteId));
  if (Object.values(contents).some((count) => count > 0))
    throw new AppError("REFUSED", "sites.notEmpty", { params: { name: site.name, ...contents } });
  const accountId = accountOf(work);
  await work.tx.site.updateMany({ where: { id: siteId, accountId, deletedAt: null }, data: { deletedAt: work.now } });
  await work.tx.profileSiteRights.deleteMany({ where: { accountId, siteId } });
  await recordEvent(work, { accountId, page: "sites", action: "sites.deleted", params: { name: site.name }, siteId });
}
