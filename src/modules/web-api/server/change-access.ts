import type { Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { RestrictionsInput } from "../contract";
import { customerOf, managedCustomer, moveAccess, storedNetworks } from "./access.repo";
import { endTokens } from "./issue-token";
import { noteAccess } from "./note-access";

/**
 * Ends an access: its token is refused from now on. The customer itself may do it too, whoever manages the access.
 *
 * @throws AppError NOT_FOUND; CONFLICT `webApi.accessMoved` where there is none to end.
 */
export async function withdrawAccess(work: Work, accountId: string): Promise<void> {
  const customer = await customerOf(work, accountId);
  await moveAccess(work, accountId, "withdraw");
  await endTokens(work, accountId);
  await noteAccess(work, customer, "webApi.withdrawn");
}

/**
 * Changes from where a token may be used; calls from elsewhere are refused from now on.
 *
 * @throws AppError NOT_FOUND; FORBIDDEN `webApi.resellerManages`; BAD_INPUT `webApi.networkForm`.
 */
export async function restrictAccess(work: Work, input: RestrictionsInput): Promise<void> {
  const customer = await managedCustomer(work, input.accountId);
  const before = await work.tx.apiAccess.findUnique({ where: { accountId: customer.id } });
  if (!before) throw new AppError("NOT_FOUND", "shared.notFound");
  const networks = storedNetworks(input.networks);
  const changes = changesBetween(
    { domainName: before.domainName, networks: before.networks.join(", ") },
    { domainName: input.domainName, networks: networks.join(", ") },
  );
  if (changes.length === 0) return;
  await work.tx.apiAccess.updateMany({
    where: { accountId: customer.id },
    data: { domainName: input.domainName, networks },
  });
  const event = { page: "settings", action: "webApi.restricted", params: { name: customer.name }, changes };
  await recordEvent(work, { ...event, accountId: customer.id });
}
