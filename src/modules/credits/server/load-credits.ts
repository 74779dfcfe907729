import { operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { GiveCreditsInput, GivenCreditsDto } from "../contract";
import { give, keepReceiver } from "./give-credits";
import { tellReceived } from "./tell-received";

/**
 * The operator loads credits to one of its direct accounts (decisions, section 4); others buy from their reseller. To an
 * account that is Created the load is pending until it is activated. System scope: the caller has checked the operator's
 * right. An order (`orderId`) that passed to the operator, since its supplier is disabled, is fulfilled for any account.
 *
 * @throws AppError NOT_FOUND; REFUSED `credits.notDirect`, `credits.receiverDisabled`, `credits.keyReused`.
 */
export async function loadCredits(
  work: Work,
  input: GiveCreditsInput & { orderId?: string },
): Promise<GivenCreditsDto> {
  const receiver = await keepReceiver(work, input.accountId);
  const operator = await operatorAccount(work);
  if (receiver.parentId !== operator.id && !input.orderId)
    throw new AppError("REFUSED", "credits.notDirect", { params: { account: receiver.companyName } });
  const { now, ...given } = await give(work, "LOAD", null, receiver, input);
  if (!now) return given;
  const params = { amount: given.amount, account: receiver.companyName, from: operator.companyName };
  const action = given.pending ? "credits.loadPending" : "credits.loaded";
  const received = given.pending ? "credits.receivePending" : "credits.received";
  await recordEvent(work, { accountId: operator.id, page: "credits", action, params, customerId: receiver.id });
  await recordEvent(work, { accountId: receiver.id, page: "credits", action: received, params });
  if (!given.pending) await tellReceived(work, receiver.id, given.entryId);
  return given;
}
