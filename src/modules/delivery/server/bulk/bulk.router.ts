import { z } from "zod";
import { type Actor, canOnSite } from "@/authz";
import { siteProcedure } from "@/authz/server";
import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { BulkFailureDto } from "../../bulk-contract";
import { bulkFailures, getBulk, listBulk } from "./bulk.query";
import type { BulkKind } from "./bulk-kind";
import { endBulk } from "./run-bulk.job";

const one = z.object({ bulkId: z.uuid() });
const SHOWN = 200;

/** What everybody who sees the cards may ask about bulk actions, and what those may do who could have asked for it. */
export function bulkProcedures(kind: BulkKind) {
  const mine = async (work: Work, actor: Actor, siteId: string, bulkId: string) => {
    const found = await getBulk(work, kind, siteId, bulkId);
    if (!canOnSite(actor, siteId, kind.rights[found.action])) throw new AppError("FORBIDDEN", "shared.forbidden");
  };
  return {
    list: siteProcedure(kind.viewRight).query(({ ctx, input }) =>
      ctx.read((work) => listBulk(work, kind, input.siteId)),
    ),
    get: siteProcedure(kind.viewRight)
      .input(one)
      .query(({ ctx, input }) => ctx.read((work) => getBulk(work, kind, input.siteId, input.bulkId))),
    failures: siteProcedure(kind.viewRight)
      .input(one)
      .query(({ ctx, input }) =>
        ctx.read(async (work): Promise<BulkFailureDto[]> => {
          await getBulk(work, kind, input.siteId, input.bulkId);
          return bulkFailures(work, input.bulkId, { after: -1, limit: SHOWN });
        }),
      ),
    /** Stops it after the batch that is being done; what is done stays done. */
    cancel: siteProcedure(kind.viewRight)
      .input(one)
      .mutation(({ ctx, input }) =>
        ctx.write(async (work) => {
          await mine(work, ctx.actor, input.siteId, input.bulkId);
          if ((await endBulk(work, input.bulkId, "CANCELLED")) === 0) throw new AppError("CONFLICT", "bulk.over");
        }),
      ),
    /** Puts an ended one away: it is no longer shown. */
    dismiss: siteProcedure(kind.viewRight)
      .input(one)
      .mutation(({ ctx, input }) =>
        ctx.write(async (work) => {
          await mine(work, ctx.actor, input.siteId, input.bulkId);
          const where = { accountId: accountOf(work), id: input.bulkId, state: { not: "RUNNING" } };
          await work.tx.bulkAction.updateMany({ where, data: { dismissedAt: work.now } });
          work.touch(`site:${input.siteId}`);
        }),
      ),
  };
}
