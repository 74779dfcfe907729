import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { apiNumberOf } from "../domain/access-machine";
import { moveAccess } from "./access.repo";

type Decision = { event: "approve" | "refuse"; action: string; mail: "api-approved" | "api-refused"; reason?: string };

/** Decides on the request of an API number, which is all that the operator knows of it (R155, R156). System scope. */
async function decide(work: Work, operatorAccountId: string, apiNumber: string, decision: Decision): Promise<void> {
  const account = await work.tx.account.findUnique({
    where: { number: Number(apiNumber.slice(3)) },
    include: { apiAccess: true },
  });
  if (!account?.apiAccess) throw new AppError("NOT_FOUND", "shared.notFound");
  const { requesterId } = account.apiAccess;
  const { action, event, reason } = decision;
  await moveAccess(work, account.id, event, {
    decidedByName: work.performer.name,
    decidedAt: work.now,
    refusalReason: reason ?? null,
  });
  const known = {
    page: "settings",
    action,
    params: { name: `${account.companyName} (${apiNumberOf(account.number)})` },
  };
  await recordEvent(work, { ...known, accountId: account.id });
  if (requesterId !== account.id) await recordEvent(work, { ...known, accountId: requesterId, customerId: account.id });
  await recordEvent(work, { accountId: operatorAccountId, page: "settings", action, params: { name: apiNumber } });
  work.touch("operator");
  const requester = await work.tx.account.findUniqueOrThrow({ where: { id: requesterId } });
  await queueEmail(work, {
    kind: decision.mail,
    accountId: requesterId,
    to: { address: requester.email, name: `${requester.firstName} ${requester.lastName}` },
    locale: requester.locale,
    data: { accountId: account.id },
  });
}

/**
 * Approves a request: who asked gets an e-mail and can reveal the token (R147, R154).
 *
 * @throws AppError NOT_FOUND; CONFLICT `webApi.accessMoved` where somebody decided meanwhile.
 */
export function approveAccess(work: Work, operatorAccountId: string, input: { apiNumber: string }): Promise<void> {
  return decide(work, operatorAccountId, input.apiNumber, {
    event: "approve",
    action: "webApi.approved",
    mail: "api-approved",
  });
}

/** Refuses a request with a reason that who asked gets by e-mail. @throws AppError as `approveAccess`. */
export function refuseAccess(
  work: Work,
  operatorAccountId: string,
  input: { apiNumber: string; reason: string },
): Promise<void> {
  return decide(work, operatorAccountId, input.apiNumber, {
    event: "refuse",
    action: "webApi.refused",
    mail: "api-refused",
    reason: input.reason,
  });
}
