import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { lockConfiguration } from "./configurations.repo";
import { configurationUse } from "./ports";

/**
 * Deletes a configuration that no card uses (R188); its file and keys go with it, only the row stays for history. Whoever is
 * making a card with it comes before (and is counted) or after (and finds no configuration).
 *
 * @throws AppError NOT_FOUND; REFUSED `readerConfigurations.inUse` {name, users, configurationCards}.
 */
export async function deleteConfiguration(work: Work, siteId: string, configurationId: string): Promise<void> {
  const { name } = await lockConfiguration(work, siteId, configurationId);
  const use = await configurationUse.ask(work, configurationId);
  if (use.users + use.configurationCards > 0)
    throw new AppError("REFUSED", "readerConfigurations.inUse", { params: { name, ...use } });
  const accountId = accountOf(work);
  await work.tx.readerConfiguration.updateMany({
    where: { id: configurationId, siteId, accountId },
    data: { deletedAt: work.now, sealedFile: Buffer.alloc(0), sealedKeys: Buffer.alloc(0) },
  });
  await recordEvent(work, {
    accountId,
    page: "readerConfigurations",
    action: "readerConfigurations.deleted",
    params: { name },
    siteId,
  });
}
