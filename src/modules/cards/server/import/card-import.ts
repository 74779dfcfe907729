import { committable, type ImportKind } from "@/modules/imports/server";
import { accountOf, Prisma, violates } from "@/platform/db";
import { recordEvent, recordEventsOf } from "@/platform/events";
import { checkImportRow } from "../../domain/import-row";
import { keepSite } from "../cards.repo";
import { cardFormOptions } from "../form-options.query";
import { checkCardClashes, makeCards } from "./import-clashes";
import { cardColumns, importWords } from "./import-columns";

/** The import of user cards (R201–R203; decisions, section 8). */
export const cardImport: ImportKind = {
  kind: "CARDS",
  access: { kind: "site", right: "cards.create" },
  columns: cardColumns,
  async rowCheck(work, siteId) {
    const { configurations, timeZone } = await cardFormOptions(work, siteId);
    const context = {
      configurations: new Map(configurations.map(({ id, name }) => [name.toLowerCase(), id])),
      timeZone,
      now: work.now,
      ...importWords(),
    };
    return (cells, problems) => checkImportRow(cells, problems, context);
  },
  checkClashes: checkCardClashes,
  clashKeys(resolved) {
    const keys: Record<string, string> = {};
    for (const key of ["email", "privateId"]) {
      const value = resolved?.[key];
      if (typeof value === "string") keys[key] = value.toLowerCase();
    }
    return keys;
  },
  async lock(work, { importId, siteId }) {
    // As adding a card does: the duplicates switch waits, and adds to these configurations come before or after, never between.
    await keepSite(work, siteId);
    await work.tx.$queryRaw`
      SELECT FROM reader_configurations WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${siteId}::uuid AND id IN (
        SELECT (r.resolved->>'configurationId')::uuid FROM import_rows r WHERE ${committable(work, importId)})
      ORDER BY id FOR NO KEY UPDATE`;
  },
  async make(work, { importId, siteId, fileName }) {
    const accountId = accountOf(work);
    const rows = committable(work, importId);
    const count = await makeCards(work, siteId, rows);
    const event = { accountId, page: "cards", siteId };
    await recordEventsOf(
      work,
      { ...event, action: "cards.add" },
      Prisma.sql`SELECT r.id AS card_id,
        jsonb_build_object('name', (r.resolved->>'firstName') || ' ' || (r.resolved->>'lastName')) AS params
        FROM import_rows r WHERE ${rows} ORDER BY r.line, r.id`,
    );
    await recordEvent(work, { ...event, action: "cards.imported", params: { count, fileName } });
    return count;
  },
  isConflict: (error) =>
    violates(error, "virtual_cards_email_configuration") || violates(error, "virtual_cards_email_plus"),
};
