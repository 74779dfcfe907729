import { accountOf, type Work } from "@/platform/db";
import { FIELD_COUNT, FIELD_SUBJECTS, type FieldLabels, type FieldSubject } from "../domain/field-labels";

/** What the account calls its own fields of a subject, 1 to 5 in order; null where a field has no label (R040–R042). */
export async function fieldLabels(work: Work, subject: FieldSubject): Promise<(string | null)[]> {
  return (await allFieldLabels(work))[subject];
}

/** The labels of all subjects. */
export async function allFieldLabels(work: Work): Promise<FieldLabels> {
  const rows = await work.tx.fieldLabel.findMany({ where: { accountId: accountOf(work) } });
  const label = (subject: FieldSubject, position: number) =>
    rows.find((row) => row.subject === subject && row.position === position)?.label ?? null;
  const five = (subject: FieldSubject) => Array.from({ length: FIELD_COUNT }, (_, index) => label(subject, index + 1));
  return Object.fromEntries(FIELD_SUBJECTS.map((subject) => [subject, five(subject)])) as FieldLabels;
}

/** Stores the labels of one subject in place of those it had; null or empty: the field has none. */
export async function replaceFieldLabels(work: Work, subject: FieldSubject, labels: (string | null)[]): Promise<void> {
  const accountId = accountOf(work);
  await work.tx.fieldLabel.deleteMany({ where: { accountId, subject } });
  const data = labels.flatMap((label, index) => (label ? [{ accountId, subject, position: index + 1, label }] : []));
  await work.tx.fieldLabel.createMany({ data });
}
