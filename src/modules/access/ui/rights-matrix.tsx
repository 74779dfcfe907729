"use client";

import { useTranslations } from "next-intl";
import { impliedRights, type Right } from "@/authz";
import { CheckboxBox } from "@/shared/ui/input";
import { type MatrixRow, verbsOf } from "../domain/rights-matrix";

type Props = {
  label: string;
  rows: MatrixRow[];
  held: ReadonlySet<string>;
  /** Without it the matrix is only shown (R074). */
  onChange?: (held: Set<string>) => void;
  /** Rights that the reader may give; others can only be taken away. */
  grantable?: ReadonlySet<string>;
};

/** Rights as in figures 11 and 15: a row per subject, a column per verb. What a right brings with it is ticked with it. */
export function RightsMatrix({ label, rows, held, onChange, grantable }: Props) {
  const t = useTranslations("access.rights");
  const verbs = verbsOf(rows);
  function toggle(right: Right, on: boolean) {
    const next = new Set(held);
    if (on) for (const each of [right, ...impliedRights(right)]) next.add(each);
    else for (const each of held) if (each === right || impliedRights(each as Right).includes(right)) next.delete(each);
    onChange?.(next);
  }
  const box = (subject: string, right: Right | undefined, verb: string) => {
    if (!right) return null;
    const on = held.has(right);
    const fixed = !onChange || (!on && grantable !== undefined && !grantable.has(right));
    return (
      <CheckboxBox
        aria-label={`${subject}: ${verb}`}
        checked={on}
        disabled={fixed}
        title={onChange && fixed ? t("lacking") : undefined}
        onChange={(event) => toggle(right, event.target.checked)}
      />
    );
  };
  return (
    <table aria-label={label} className="w-full table-fixed text-left text-sm sm:table-auto">
      <thead className="text-xs text-muted">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 pr-2 font-medium">
            {t("subject")}
          </th>
          {verbs.map((verb) => (
            <th
              key={verb}
              scope="col"
              className="w-14 hyphens-auto px-0.5 py-2 text-center font-medium [overflow-wrap:anywhere] sm:w-20"
            >
              {t(`verbs.${verb}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const subject = t(`subjects.${row.subject}` as "subjects.users");
          return (
            <tr key={row.subject} className="border-b border-line last:border-0">
              <th scope="row" className="hyphens-auto py-2 pr-2 font-normal [overflow-wrap:anywhere]">
                {subject}
              </th>
              {"single" in row ? (
                <td colSpan={verbs.length} className="px-1 py-2">
                  {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is inside CheckboxBox */}
                  <label className="ml-auto flex w-fit items-center gap-2 pr-1">
                    {t("yes")}
                    {box(subject, row.single, t("yes"))}
                  </label>
                </td>
              ) : (
                verbs.map((verb) => (
                  <td key={verb} className="px-1 py-2 text-center">
                    {box(subject, row.verbs[verb], t(`verbs.${verb}`))}
                  </td>
                ))
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
