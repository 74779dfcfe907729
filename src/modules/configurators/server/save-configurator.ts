import { accountOf, violates, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { AddConfiguratorInput, EditConfiguratorInput } from "../contract";
import { keepSite, lockConfigurator } from "./configurators.repo";

/**
 * Adds a configurator to a site (R256, R257).
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED `configurators.emailTaken` at the field `email`.
 */
export async function addConfigurator(
  work: Work,
  siteId: string,
  input: AddConfiguratorInput,
): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const id = newId();
  await keepSite(work, siteId);
  try {
    await work.tx.configurator.createMany({ data: [{ ...input, id, accountId, siteId, createdAt: work.now }] });
  } catch (error) {
    if (!violates(error, "configurators_email")) throw error;
    throw new AppError("REFUSED", "configurators.emailTaken", { fields: { email: "configurators.emailTaken" } });
  }
  const params = { name: `${input.firstName} ${input.lastName}` };
  await recordEvent(work, { accountId, page: "configurators", action: "configurators.added", params, siteId });
  return { id };
}

/**
 * Changes a configurator, all but its e-mail (R271); the names on its cards follow. Nothing to change writes nothing.
 *
 * @throws AppError NOT_FOUND `configurators.notFound`.
 */
export async function editConfigurator(
  work: Work,
  siteId: string,
  { configuratorId, ...wished }: EditConfiguratorInput,
): Promise<{ changed: number }> {
  const accountId = accountOf(work);
  await lockConfigurator(work, siteId, configuratorId);
  const before = await work.tx.configurator.findFirstOrThrow({ where: { accountId, siteId, id: configuratorId } });
  const after = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
  const changes = changesBetween(before as Record<string, unknown>, after);
  if (changes.length === 0) return { changed: 0 };
  await work.tx.configurator.updateMany({ where: { accountId, siteId, id: configuratorId }, data: after });
  const { firstName = before.firstName, lastName = before.lastName, phone = before.phone } = wished;
  await work.tx.virtualCard.updateMany({
    where: { accountId, siteId, configuratorId, kind: "CONFIGURATION", status: { not: "DELETED" } },
    data: { firstName, lastName, phone },
  });
  await recordEvent(work, {
    accountId,
    page: "configurators",
    action: "configurators.edited",
    params: { name: `${firstName} ${lastName}` },
    changes,
    siteId,
  });
  return { changed: changes.length };
}
