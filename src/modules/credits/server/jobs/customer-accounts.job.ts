import { sendActivation } from "@/modules/access/server";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import type { JobHandler } from "@/platform/jobs";
import type { CustomerActivationPayload } from "../customers/act-on-customers";
import type { CloseAccountPayload } from "../customers/delete-customer";
import { forfeit } from "../forfeit";
import { closeCardsPort } from "../ports";

/** Sends the holder of a Created account the link for a password again; the one before lapses. */
export const customerActivationJob: JobHandler<CustomerActivationPayload> = ({ accountId }) =>
  inTransaction({ scope: systemScope, performer: systemPerformer }, async (work) => {
    const holder = await work.tx.user.findFirst({ where: { accountId, holder: true, status: "CREATED" } });
    if (holder) await sendActivation(work, holder.id);
  });

/** What the deletion of an account entails, for a deleted account only; running it again changes nothing more. */
export const closeAccountJob: JobHandler<CloseAccountPayload> = async ({ accountId, supplierId, performer }) => {
  const closed = await inTransaction({ scope: systemScope, performer }, async (work) => {
    const account = await work.tx.account.findUnique({ where: { id: accountId } });
    if (account?.status !== "DELETED") return false;
    const amount = await forfeit(work, accountId);
    await work.tx.oneTimeLink.updateMany({
      where: { accountId, usedAt: null, expiresAt: { gt: work.now } },
      data: { expiresAt: work.now },
    });
    await work.tx.creditOrder.updateMany({
      where: { accountId, status: "PLACED" },
      data: { status: "CANCELLED", decidedAt: work.now, decidedByName: performer.name },
    });
    await work.tx.user.updateMany({
      where: { accountId, status: { not: "DELETED" } },
      data: { status: "DELETED", deletedAt: work.now },
    });
    if (amount > 0) {
      const event = { action: "customers.forfeited", params: { amount, account: account.companyName } };
      await recordEvent(work, {
        accountId: supplierId,
        page: "customerAccounts",
        customerId: accountId,
        ...event,
      });
      await recordEvent(work, { accountId, page: "credits", ...event });
    }
    work.touch(`account:${supplierId}`);
    return true;
  });
  if (closed) await closeCardsPort.ask(accountId, performer);
};
