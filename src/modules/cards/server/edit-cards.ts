import { type CardOutcome, phaseOf, type StoredState } from "@/modules/delivery";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { changesBetween, recordEvents } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { ActionResult, MassChange, SelectionInput } from "../contract";
import { validityOf } from "./add-card";
import { keepSite } from "./cards.repo";
import { selectionWhere } from "./selection";

/** How many cards one mass edit takes: it is one transaction. */
const MOST_CARDS = 20_000;

type Edited = Omit<StoredState, "removed"> & {
  id: string;
  name: string;
  validFrom: Date | null;
  validUntil: Date | null;
  transferable: boolean;
  locale: string | null;
  changed: boolean;
};

/**
 * Changes validity, Transferable or language of the cards of a selection, whatever their status (R240; decisions, section 5): all in one
 * transaction, each with its history. Cards that are so already, or gone, are left and told.
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED `cards.validityOrder` at field `validUntil`, `cards.tooMany`.
 */
export async function editCards(
  work: Work,
  siteId: string,
  selection: SelectionInput,
  change: MassChange,
): Promise<ActionResult> {
  await keepSite(work, siteId);
  const accountId = accountOf(work);
  const wanted = wantedBy(change);
  const cards = await writeAll(work, siteId, selection, wanted);
  if (cards.length > MOST_CARDS) throw new AppError("REFUSED", "cards.tooMany", { params: { most: MOST_CARDS } });
  await recordEvents(
    work,
    cards.flatMap((card) =>
      card.changed
        ? [
            {
              accountId,
              page: "cards",
              action: "cards.edit",
              params: { name: card.name },
              changes: changesBetween<Record<string, unknown>>(card, wanted),
              siteId,
              cardId: card.id,
            },
          ]
        : [],
    ),
  );
  const known = new Map(cards.map((card) => [card.id, card]));
  const asked = selection.by === "cards" ? selection.cards.map(({ id }) => id) : cards.map(({ id }) => id);
  const outcomes = [...new Set(asked)].map((cardId): CardOutcome => {
    const card = known.get(cardId);
    if (!card) return { cardId, ok: false, code: "cards.notFound", phase: "NONE" };
    const phase = phaseOf({ ...card, removed: false });
    return card.changed ? { cardId, ok: true, phase } : { cardId, ok: false, code: "cards.alreadySo", phase };
  });
  return { done: outcomes.filter((outcome) => outcome.ok).length, credits: 0, outcomes };
}

/**
 * How many cards of a selection a mass edit would change, and how many are so already (R306). Changes nothing; counts no further than one
 * mass edit takes.
 *
 * @throws AppError REFUSED `cards.validityOrder` at field `validUntil`, `cards.tooMany`.
 */
export async function previewEdit(
  work: Work,
  siteId: string,
  selection: SelectionInput,
  change: MassChange,
): Promise<{ changing: number; alreadySo: number }> {
  const differing = differs(partsOf(wantedBy(change)), "c");
  const [counts] = await work.tx.$queryRaw<{ found: number; changing: number }[]>`
    SELECT count(*)::int AS found, (count(*) FILTER (WHERE differing))::int AS changing FROM (
      SELECT ${differing} AS differing FROM virtual_cards c WHERE ${selectionWhere(work, siteId, selection)} LIMIT ${MOST_CARDS + 1}
    ) cards`;
  const { found, changing } = counts ?? { found: 0, changing: 0 };
  if (found > MOST_CARDS) throw new AppError("REFUSED", "cards.tooMany", { params: { most: MOST_CARDS } });
  return { changing, alreadySo: found - changing };
}

type Wanted = { validFrom?: Date | null; validUntil?: Date | null; transferable?: boolean; locale?: string | null };

/** The columns' values that a change asks for. @throws AppError REFUSED `cards.validityOrder` at field `validUntil`. */
function wantedBy(change: MassChange): Wanted {
  const validity =
    change.validity && validityOf({ validFrom: change.validity.from, validUntil: change.validity.until });
  return {
    ...validity,
    ...(change.transferable === undefined ? {} : { transferable: change.transferable }),
    ...(change.locale === undefined ? {} : { locale: change.locale }),
  };
}

type Part = { column: Prisma.Sql; value: Prisma.Sql };

function partsOf(wanted: Wanted): Part[] {
  const columns = {
    validFrom: "valid_from",
    validUntil: "valid_until",
    transferable: "transferable",
    locale: "locale",
  };
  const types = { validFrom: "timestamptz", validUntil: "timestamptz", transferable: "boolean", locale: "text" };
  return Object.entries(wanted).map(([field, value]) => ({
    column: Prisma.raw(columns[field as keyof typeof columns]),
    value: Prisma.sql`${value}::${Prisma.raw(types[field as keyof typeof types])}`,
  }));
}

/** Whether a card is not yet as wanted. */
function differs(parts: Part[], alias: "b" | "c"): Prisma.Sql {
  const each = parts.map(({ column, value }) => Prisma.sql`${Prisma.raw(alias)}.${column} IS DISTINCT FROM ${value}`);
  return Prisma.sql`(${Prisma.join(each, " OR ")})`;
}

/** Writes the selected cards that are not so already; answers all of them as they were, locked in the order of their ids. */
function writeAll(work: Work, siteId: string, selection: SelectionInput, wanted: Wanted): Promise<Edited[]> {
  const parts = partsOf(wanted);
  const set = Prisma.join(parts.map(({ column, value }) => Prisma.sql`${column} = ${value}`));
  return work.tx.$queryRaw<Edited[]>`
    WITH b AS (
      SELECT c.id, c.first_name, c.last_name, c.status, c.paid, c.sending_id, c.charge_id, c.scheduled_for, c.valid_from, c.valid_until,
        c.transferable, c.locale FROM virtual_cards c
      WHERE ${selectionWhere(work, siteId, selection)} ORDER BY c.id LIMIT ${MOST_CARDS + 1} FOR NO KEY UPDATE OF c
    ), written AS (
      UPDATE virtual_cards v SET ${set} FROM b WHERE v.account_id = ${accountOf(work)}::uuid AND v.id = b.id AND ${differs(parts, "b")}
      RETURNING v.id
    )
    SELECT b.id, b.first_name || ' ' || b.last_name AS name, b.status::text AS status, b.paid, b.sending_id AS "sendingId",
      b.charge_id AS "chargeId", b.scheduled_for AS "scheduledFor", b.valid_from AS "validFrom", b.valid_until AS "validUntil",
      b.transferable, b.locale, written.id IS NOT NULL AS changed
    FROM b LEFT JOIN written USING (id) ORDER BY b.id`;
}
