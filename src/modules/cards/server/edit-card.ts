import { accountOf, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { EditCardInput } from "../contract";
import { type EditableField, editableFields, kindChangeRefusal } from "../domain/card-policy";
import { emailRefusal, validityOf } from "./add-card";
import { fieldRefusal, keepSite, requireFreePrivateId } from "./cards.repo";

const EDITED = {
  kind: true,
  status: true,
  configurationId: true,
  privateId: true,
  firstName: true,
  lastName: true,
  email: true,
  phone: true,
  field1: true,
  field2: true,
  field3: true,
  field4: true,
  field5: true,
  locale: true,
  transferable: true,
  validFrom: true,
  validUntil: true,
} as const;

/**
 * Changes a card as far as its status allows (R236–R241). Nothing to change is no error and writes nothing.
 *
 * @throws AppError NOT_FOUND; REFUSED `cards.fieldFixed` for a field that the status fixes, `cards.kindFixed` (R241), and
 * what adding refuses; CONFLICT `cards.changedMeanwhile` when the card got another status meanwhile.
 */
export async function editCard(work: Work, siteId: string, input: EditCardInput): Promise<{ changed: number }> {
  const accountId = accountOf(work);
  const { cardId, ...wished } = input;
  const site = await keepSite(work, siteId);
  const card = await work.tx.virtualCard.findFirst({
    where: { accountId, siteId, id: cardId, kind: { not: "CONFIGURATION" }, status: { not: "DELETED" } },
    select: EDITED,
  });
  if (!card || card.kind === "CONFIGURATION") throw new AppError("NOT_FOUND", "shared.notFound");

  const kind = wished.kind ?? card.kind;
  const validity = validityOf({
    validFrom: wished.validFrom === undefined ? card.validFrom?.toISOString() : wished.validFrom,
    validUntil: wished.validUntil === undefined ? card.validUntil?.toISOString() : wished.validUntil,
  });
  const asked = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
  const after: Record<string, unknown> = { ...asked, ...validity };
  const changes = changesBetween(card as Record<string, unknown>, after);
  if (changes.length === 0) return { changed: 0 };
  const allowed = editableFields(card.status);
  const fixed = changes.find((change) => !allowed.has(change.field as EditableField));
  if (fixed) throw fieldRefusal(fixed.field, "cards.fieldFixed");
  const refusal = kindChangeRefusal(card.kind, kind);
  if (refusal) throw fieldRefusal("kind", refusal);
  if (kind === "PRIVATE_ID") {
    const configurationId = wished.configurationId ?? card.configurationId;
    const privateId = wished.privateId ?? card.privateId;
    if (!configurationId) throw fieldRefusal("configurationId", "cards.configurationNeeded");
    if (!privateId) throw fieldRefusal("privateId", "cards.privateIdNeeded");
    if (changes.some((change) => change.field === "configurationId" || change.field === "privateId"))
      await requireFreePrivateId(work, site, { configurationId, privateId, exceptCardId: cardId });
  } else if (wished.configurationId || wished.privateId) throw fieldRefusal("privateId", "cards.plusHasNoId");

  const data = Object.fromEntries(changes.map(({ field }) => [field, after[field]]));
  try {
    const { count } = await work.tx.virtualCard.updateMany({
      where: { accountId, siteId, id: cardId, status: card.status },
      data,
    });
    if (count === 0) throw new AppError("CONFLICT", "cards.changedMeanwhile");
  } catch (error) {
    throw emailRefusal(error) ?? error;
  }
  await recordEvent(work, {
    accountId,
    page: "cards",
    action: "cards.edit",
    params: { name: `${wished.firstName ?? card.firstName} ${wished.lastName ?? card.lastName}` },
    changes,
    siteId,
    cardId,
  });
  return { changed: changes.length };
}
