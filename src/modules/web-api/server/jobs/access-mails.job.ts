import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import type { JobHandler } from "@/platform/jobs";
import { tellOperator } from "../request-access";

/** Added by the database when a token was used from a place where it never was. */
export const API_NEW_PLACE_JOB = "api-new-place";

const asSystem = { scope: systemScope, performer: systemPerformer };

/** Tells the operator of a request for a token. */
export const apiRequestedJob: JobHandler<{ accountId: string }> = ({ accountId }) =>
  inTransaction(asSystem, (work) => tellOperator(work, accountId));

/** Tells an account, once, that its token was used from a new place. */
export const apiNewPlaceJob: JobHandler<{ accountId: string; network: string }> = ({ accountId, network }) =>
  inTransaction(asSystem, async (work) => {
    const { count } = await work.tx.apiPlace.updateMany({
      where: { accountId, network, toldAt: null },
      data: { toldAt: work.now },
    });
    if (count === 0) return;
    const account = await work.tx.account.findUniqueOrThrow({ where: { id: accountId } });
    await recordEvent(work, { accountId, page: "settings", action: "webApi.newPlace", params: { network } });
    await queueEmail(work, {
      kind: "api-new-place",
      accountId,
      to: { address: account.email, name: `${account.firstName} ${account.lastName}` },
      locale: account.locale,
      data: { network },
    });
  });
