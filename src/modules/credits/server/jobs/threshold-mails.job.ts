import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import type { JobHandler } from "@/platform/jobs";
import type { ThresholdPayload } from "../alert";

/**
 * Tells an account and its supplier that the alert threshold was crossed (decisions, section 4). A job, since the account
 * itself may not write its supplier's mail; running it again adds no second mail of the same crossing.
 */
export const thresholdMailsJob: JobHandler<ThresholdPayload> = (payload) =>
  inTransaction({ scope: systemScope, performer: systemPerformer }, async (work) => {
    const { crossing, accountId, available, threshold } = payload;
    await work.tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${crossing}, 0))::text`;
    const told = await work.tx.emailMessage.findFirst({
      where: { kind: "credits-threshold", accountId, data: { path: ["crossing"], equals: crossing } },
      select: { id: true },
    });
    const account = await work.tx.account.findUnique({ where: { id: accountId }, include: { parent: true } });
    if (told || !account || account.status === "DELETED") return;
    for (const to of [account, account.parent]) {
      if (!to) continue;
      await queueEmail(work, {
        kind: "credits-threshold",
        accountId: to.id,
        to: { address: to.email, name: `${to.firstName} ${to.lastName}` },
        locale: to.locale,
        data: { crossing, accountId, available, threshold, own: to.id === accountId },
      });
    }
  });
