import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { GiveCreditsInput, GivenCreditsDto } from "../contract";
import { noticeTaken } from "./alert";
import { give, keepReceiver } from "./give-credits";
import { tellReceived } from "./tell-received";

/**
 * A reseller transfers credits to one of its own customers (R117–R124): posted at once where the customer is Activated,
 * pending (and held) where it is Created. Never taken back (R122), but for a pending one, see `cancelTransfer`.
 *
 * @throws AppError NOT_FOUND; REFUSED `credits.insufficient` (with `available`, `needed`), `credits.receiverDisabled`,
 *   `credits.keyReused`; BAD_INPUT `credits.amountForm`.
 */
export async function transferCredits(
  work: Work,
  input: GiveCreditsInput & { orderId?: string },
): Promise<GivenCreditsDto> {
  const sender = accountOf(work);
  const receiver = await keepReceiver(work, input.accountId);
  if (receiver.parentId !== sender) throw new AppError("NOT_FOUND", "shared.notFound");
  const { now, ...given } = await give(work, "TRANSFER", sender, receiver, input);
  if (!now) return given;
  await noticeTaken(work, sender, given.amount);
  const own = await work.tx.account.findUniqueOrThrow({ where: { id: sender }, select: { companyName: true } });
  const params = { amount: given.amount, account: receiver.companyName, from: own.companyName };
  const action = given.pending ? "credits.transferPending" : "credits.transferred";
  const received = given.pending ? "credits.receivePending" : "credits.received";
  await recordEvent(work, { accountId: sender, page: "customerAccounts", action, params, customerId: receiver.id });
  await recordEvent(work, { accountId: receiver.id, page: "credits", action: received, params });
  if (!given.pending) await tellReceived(work, receiver.id, given.entryId);
  return given;
}
