import { accountOf, violates, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import type { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { AddCardInput } from "../contract";
import { fieldRefusal, keepSite, requireFreePrivateId } from "./cards.repo";

/**
 * Adds a user card with status Created (R193–R203, R213–R217).
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED with the field at fault: `cards.emailTaken` (R197),
 * `cards.privateIdTaken` (R203), `cards.configurationUnknown`, `cards.validityOrder`.
 */
export async function addCard(work: Work, siteId: string, input: AddCardInput): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const id = newId();
  const { validFrom, validUntil } = validityOf(input);
  const site = await keepSite(work, siteId);
  if (input.kind === "PRIVATE_ID") await requireFreePrivateId(work, site, input);
  try {
    await work.tx.virtualCard.createMany({
      data: [
        {
          id,
          accountId,
          siteId,
          kind: input.kind,
          status: "CREATED",
          configurationId: input.kind === "PRIVATE_ID" ? input.configurationId : null,
          privateId: input.kind === "PRIVATE_ID" ? input.privateId : null,
          firstName: input.firstName,
          lastName: input.lastName,
          email: input.email,
          phone: input.phone,
          field1: input.field1,
          field2: input.field2,
          field3: input.field3,
          field4: input.field4,
          field5: input.field5,
          locale: input.locale,
          transferable: input.transferable ?? true,
          validFrom,
          validUntil,
          createdAt: work.now,
        },
      ],
    });
  } catch (error) {
    throw emailRefusal(error) ?? error;
  }
  await recordEvent(work, {
    accountId,
    page: "cards",
    action: "cards.add",
    params: { name: `${input.firstName} ${input.lastName}` },
    siteId,
    cardId: id,
  });
  return { id };
}

/** The refusal that a broken rule R197 means: one card per person and configuration, one Mobile ID+ card per person. */
export function emailRefusal(error: unknown): AppError | null {
  if (violates(error, "virtual_cards_email_configuration")) return fieldRefusal("email", "cards.emailTaken");
  if (violates(error, "virtual_cards_email_plus")) return fieldRefusal("email", "cards.emailTakenPlus");
  return null;
}

/** The validity of an input as dates, checked. */
export function validityOf(input: { validFrom?: string | null; validUntil?: string | null }) {
  const validFrom = input.validFrom ? new Date(input.validFrom) : null;
  const validUntil = input.validUntil ? new Date(input.validUntil) : null;
  if (validFrom && validUntil && validFrom >= validUntil) throw fieldRefusal("validUntil", "cards.validityOrder");
  return { validFrom, validUntil };
}
