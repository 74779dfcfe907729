import { accountOf, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import type { RestrictionsInput } from "../contract";
import { managedCustomer, storedNetworks } from "./access.repo";
import { noteAccess } from "./note-access";

/** Tells the operator of a request; the account that asks can't read the operator's address. */
export const API_REQUESTED_JOB = "api-requested";

/**
 * Asks the operator for a token of an end customer (R146, R152): by its reseller, or by the customer itself under the operator.
 *
 * @throws AppError NOT_FOUND; FORBIDDEN `webApi.resellerManages`; BAD_INPUT `webApi.networkForm`; REFUSED
 * `webApi.accountDisabled`; CONFLICT `webApi.alreadyRequested` while a request waits or a token lives.
 */
export async function requestAccess(work: Work, input: RestrictionsInput): Promise<void> {
  const customer = await managedCustomer(work, input.accountId);
  if (customer.status === "DISABLED") throw new AppError("REFUSED", "webApi.accountDisabled");
  const asked = {
    status: "REQUESTED" as const,
    requesterId: accountOf(work),
    requestedByName: work.performer.name,
    requestedAt: work.now,
    domainName: input.domainName,
    networks: storedNetworks(input.networks),
    decidedByName: null,
    decidedAt: null,
    refusalReason: null,
  };
  const again = await work.tx.apiAccess.updateMany({
    where: { accountId: customer.id, status: { in: ["REFUSED", "WITHDRAWN"] } },
    data: asked,
  });
  const first =
    again.count === 0 &&
    (await work.tx.apiAccess.createMany({ data: [{ accountId: customer.id, ...asked }], skipDuplicates: true }));
  if (first && first.count === 0) throw new AppError("CONFLICT", "webApi.alreadyRequested");
  await noteAccess(work, customer, "webApi.requested");
  await addJob(work, API_REQUESTED_JOB, { accountId: customer.id });
}

/** Queues the mail that tells the operator of a request. System scope. */
export async function tellOperator(work: Work, accountId: string): Promise<void> {
  const operator = await work.tx.account.findFirstOrThrow({ where: { type: "OPERATOR" } });
  await queueEmail(work, {
    kind: "api-requested",
    accountId: null,
    to: { address: operator.email },
    locale: operator.locale,
    data: { accountId },
  });
}
