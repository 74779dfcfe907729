/** What the fields of an account's own belong to: its users, its cards, its configurators (R040). */
export const FIELD_SUBJECTS = ["USER", "CARD", "CONFIGURATOR"] as const;
export type FieldSubject = (typeof FIELD_SUBJECTS)[number];

export const FIELD_COUNT = 5;

/** The labels of each subject's fields 1 to 5, in order; null: the field has none. */
export type FieldLabels = Record<FieldSubject, (string | null)[]>;

/** The fields that have a label, with their name in forms and rows (`field1` … `field5`). */
export function labelledFields(labels: readonly (string | null)[]) {
  return labels.flatMap((label, index) =>
    label ? [{ name: `field${index + 1}` as `field${1 | 2 | 3 | 4 | 5}`, index, label }] : [],
  );
}
