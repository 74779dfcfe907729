import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";

/** Queues the mail that tells an account of the credits it has received, by the entry that posted them. */
export async function tellReceived(work: Work, accountId: string, entryId: string): Promise<void> {
  const account = await work.tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, firstName: true, lastName: true, locale: true },
  });
  await queueEmail(work, {
    kind: "credits-received",
    accountId,
    to: { address: account.email, name: `${account.firstName} ${account.lastName}` },
    locale: account.locale,
    data: { entryId },
  });
}
