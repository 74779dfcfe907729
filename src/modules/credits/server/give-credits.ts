import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { GiveCreditsInput, GivenCreditsDto } from "../contract";
import { MAX_AMOUNT } from "../domain/entry";
import { addEntry, entryByKey, guarded } from "./ledger.repo";

export type Receiver = { id: string; status: string; companyName: string; parentId: string | null };

/**
 * The account that is to receive credits, kept in its status until the transaction ends, so that it can't be activated
 * or deleted between the look and the entry.
 *
 * @throws AppError NOT_FOUND for an account out of scope, REFUSED for one that may not receive.
 */
export async function keepReceiver(work: Work, accountId: string): Promise<Receiver> {
  const rows = await work.tx.$queryRaw<Receiver[]>`
    SELECT id, status::text, company_name AS "companyName", parent_id AS "parentId" FROM accounts
    WHERE id = ${accountId}::uuid FOR SHARE`;
  const receiver = rows[0];
  if (!receiver || receiver.status === "DELETED") throw new AppError("NOT_FOUND", "shared.notFound");
  if (receiver.status !== "CREATED" && receiver.status !== "ACTIVATED")
    throw new AppError("REFUSED", "credits.receiverDisabled", { params: { account: receiver.companyName } });
  return receiver;
}

/**
 * Adds a load or transfer: posted at once to an Activated account, pending to a Created one. The same key with the same
 * payload gives the first answer again; with another payload it is refused (I9).
 *
 * @returns the answer, and whether the credits were given now (false: a repetition).
 * @throws AppError REFUSED `credits.insufficient`, `credits.keyReused`; BAD_INPUT `credits.amountForm`.
 */
export async function give(
  work: Work,
  kind: "LOAD" | "TRANSFER",
  from: string | null,
  receiver: Receiver,
  input: GiveCreditsInput & { orderId?: string },
): Promise<GivenCreditsDto & { now: boolean }> {
  const { amount } = input;
  if (!Number.isInteger(amount) || amount < 1 || amount > MAX_AMOUNT)
    throw new AppError("BAD_INPUT", "credits.amountForm", { fields: { amount: "credits.amountForm" } });
  const key = `${kind.toLowerCase()}:${from ?? "issued"}:${input.idempotencyKey}`;
  const phase = receiver.status === "CREATED" ? "PENDING" : "SINGLE";
  const comment = input.comment?.trim() || null;
  const add = () =>
    addEntry(work, { kind, phase, from, to: receiver.id, amount, key, comment, orderId: input.orderId });
  const known = await entryByKey(work, key);
  const id = known ? null : from ? await guarded(work, from, amount, add) : await add();
  if (id) return { entryId: id, pending: phase === "PENDING", amount, now: true };
  const first = known ?? (await entryByKey(work, key));
  if (!first || first.destAccountId !== receiver.id || first.amount !== amount || first.comment !== comment)
    throw new AppError("REFUSED", "credits.keyReused");
  return { entryId: first.id, pending: first.phase === "PENDING", amount, now: false };
}
