import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { privateIdKey } from "../domain/private-id";

export type SiteForCards = { id: string; allowDuplicateIds: boolean };

/** A site, kept as it is until the transaction ends: the duplicates switch waits for adds, and they for it. */
export async function keepSite(work: Work, siteId: string): Promise<SiteForCards> {
  const rows = await work.tx.$queryRaw<SiteForCards[]>`
    SELECT id, allow_duplicate_ids AS "allowDuplicateIds" FROM sites
    WHERE account_id = ${accountOf(work)}::uuid AND id = ${siteId}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (!rows[0]) throw new AppError("NOT_FOUND", "shared.notFound");
  return rows[0];
}

/**
 * Requires that a configuration of the site can be used and that a private ID is free in it (R203), until the transaction
 * ends: adds of one configuration come one after the other, unless the site allows duplicates.
 *
 * @throws AppError REFUSED with the field at fault.
 */
export async function requireFreePrivateId(
  work: Work,
  site: SiteForCards,
  card: { configurationId: string; privateId: string; exceptCardId?: string },
): Promise<void> {
  const found = site.allowDuplicateIds
    ? await work.tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM reader_configurations WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${site.id}::uuid
          AND id = ${card.configurationId}::uuid AND deleted_at IS NULL FOR SHARE`
    : await work.tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM reader_configurations WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${site.id}::uuid
          AND id = ${card.configurationId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
  if (!found[0]) throw fieldRefusal("configurationId", "cards.configurationUnknown");
  if (site.allowDuplicateIds) return;
  const taken = await work.tx.$queryRaw<{ name: string }[]>`
    SELECT first_name || ' ' || last_name AS name FROM own_cards
    WHERE account_id = ${accountOf(work)}::uuid AND configuration_id = ${card.configurationId}::uuid AND kind = 'PRIVATE_ID'
      AND status <> 'DELETED' AND lower(private_id) = ${privateIdKey(card.privateId)}
      AND id IS DISTINCT FROM ${card.exceptCardId ?? null}::uuid
    LIMIT 1`;
  if (taken[0]) throw fieldRefusal("privateId", "cards.privateIdTaken", { name: taken[0].name });
}

/** A refusal that names one field. */
export function fieldRefusal(field: string, code: string, params: Record<string, string> = {}): AppError {
  return new AppError("REFUSED", code, { params, fields: { [field]: code } });
}
