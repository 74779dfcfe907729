import { accountOf, type Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { BulkDto, BulkFailureDto, BulkState } from "../../bulk-contract";
import type { CardAction } from "../../domain/card-actions";
import type { BulkKind } from "./bulk-kind";

const LISTED = 10;
/** Ended ones are shown for so long, unless somebody has put them away. */
const SHOWN_MS = 86_400_000;

/** The bulk actions of a site that are running, or have ended not long ago and were not put away; the newest first. */
export async function listBulk(work: Work, kind: BulkKind, siteId: string): Promise<BulkDto[]> {
  const since = new Date(work.now.getTime() - SHOWN_MS);
  return read(work, {
    ...{ siteId, kinds: kind.kinds, dismissedAt: null, retriedAt: null },
    OR: [{ state: "RUNNING" }, { endedAt: { gte: since } }],
  });
}

/** A bulk action of a site. @throws AppError NOT_FOUND */
export async function getBulk(work: Work, kind: BulkKind, siteId: string, bulkId: string): Promise<BulkDto> {
  const [found] = await read(work, { siteId, kinds: kind.kinds, id: bulkId });
  if (!found) throw new AppError("NOT_FOUND", "shared.notFound");
  return found;
}

async function read(work: Work, where: Prisma.BulkActionWhereInput): Promise<BulkDto[]> {
  const accountId = accountOf(work);
  const rows = await work.tx.bulkAction.findMany({
    where: { ...where, accountId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  const reasons = await work.tx.bulkFailure.groupBy({
    by: ["actionId", "code"],
    where: { accountId, actionId: { in: rows.map((row) => row.id) } },
    _count: true,
    orderBy: { code: "asc" },
  });
  return rows.map(({ id, total, done, failed, credits, failure, createdBy, ...row }) => ({
    ...{ id, total, done, failed, credits, failure, createdBy },
    action: row.action as CardAction,
    state: row.state as BulkState,
    reasons: reasons.flatMap((one) => (one.actionId === id ? [{ code: one.code, count: one._count }] : [])),
    skipped: row.skipped as BulkDto["skipped"],
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    retried: row.retriedAt !== null,
  }));
}

/** Cards that a bulk action left, in the table's order, behind the one named. */
export async function bulkFailures(
  work: Work,
  bulkId: string,
  { after, limit }: { after: number; limit: number },
): Promise<(BulkFailureDto & { position: number })[]> {
  return work.tx.$queryRaw`
    SELECT f.card_id AS "cardId", c.first_name || ' ' || c.last_name AS name, c.email, f.code, f.position
    FROM bulk_failures f JOIN virtual_cards c ON c.account_id = f.account_id AND c.id = f.card_id
    WHERE f.account_id = ${accountOf(work)}::uuid AND f.action_id = ${bulkId}::uuid AND f.position > ${after}
    ORDER BY f.position LIMIT ${limit}`;
}
