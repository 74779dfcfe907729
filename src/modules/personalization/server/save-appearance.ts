import { accountOf, violates, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { SaveAppearanceInput } from "../contract";
import type { LogoKey } from "../domain/look";

type Values = SaveAppearanceInput & Partial<Record<LogoKey, string | null>>;

/**
 * Sets values of the account's look; null goes back to what it inherits (R043–R048).
 *
 * @throws AppError CONFLICT `personalization.addressTaken` at field `address`: sign-in addresses are unique in the platform.
 */
export async function saveAppearance(work: Work, values: Values): Promise<void> {
  const accountId = accountOf(work);
  const before = await work.tx.appearance.findUnique({ where: { accountId } });
  const changes = changesBetween<Record<string, unknown>>(before ?? {}, values);
  if (changes.length === 0) return;
  try {
    await work.tx.appearance.upsert({
      where: { accountId },
      create: { accountId, ...values, updatedAt: work.now },
      update: { ...values, updatedAt: work.now },
    });
  } catch (error) {
    if (!violates(error, "appearances_address_key")) throw error;
    const code = "personalization.addressTaken";
    throw new AppError("CONFLICT", code, { fields: { address: code }, cause: error });
  }
  // A logo is named by its content in the database; to a reader of history it is only another one.
  const shown = changes.map((change) =>
    change.field.endsWith("Logo") ? { ...change, from: mark(change.from), to: mark(change.to) } : change,
  );
  await recordEvent(work, { accountId, page: "settings", action: "personalization.appearanceSaved", changes: shown });
}

function mark(hash: unknown): string | null {
  return typeof hash === "string" ? hash.slice(0, 8) : null;
}
