import { fieldLabels, replaceFieldLabels } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { SaveFieldLabelsInput } from "../contract";

const ACTIONS = {
  USER: "personalization.userLabelsSaved",
  CARD: "personalization.cardLabelsSaved",
  CONFIGURATOR: "personalization.configuratorLabelsSaved",
} as const;

/**
 * Names the account's own fields of its users, cards or configurators (R040–R042). Values of a field that loses its label
 * stay stored, and are seen again when it gets one.
 *
 * @throws AppError CONFLICT `personalization.labelTwice` at field `labels.N`: two columns of one name can't be told apart.
 */
export async function saveFieldLabels(work: Work, { subject, labels }: SaveFieldLabelsInput): Promise<void> {
  const keys = labels.map((label) => label?.toLocaleLowerCase());
  const twice = keys.findIndex((key, index) => key !== undefined && keys.indexOf(key) < index);
  if (twice >= 0)
    throw new AppError("CONFLICT", "personalization.labelTwice", {
      fields: { [`labels.${twice}`]: "personalization.labelTwice" },
    });
  const named = (list: (string | null)[]) =>
    Object.fromEntries(list.map((label, index) => [`field${index + 1}`, label]));
  const changes = changesBetween(named(await fieldLabels(work, subject)), named(labels));
  if (changes.length === 0) return;
  await replaceFieldLabels(work, subject, labels);
  await recordEvent(work, {
    accountId: accountOf(work),
    page: "settings",
    action: ACTIONS[subject],
    changes,
  });
}
