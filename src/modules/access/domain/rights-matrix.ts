import { type AccountType, PROFILE_RIGHTS, type Right, SITE_RIGHTS } from "@/authz";

/** The columns of a matrix, in their order; `act` is the operator's (decisions, section 2). */
const VERBS = ["view", "create", "edit", "delete", "act"] as const;
export type Verb = (typeof VERBS)[number];

/** The columns that a matrix has: those of which some row has a right. */
export function verbsOf(rows: readonly MatrixRow[]): readonly Verb[] {
  return VERBS.filter((verb) => rows.some((row) => "verbs" in row && row.verbs[verb]));
}

/** A row of the matrix of figures 11 and 15: a subject with its verbs, or something that one can do or not. */
export type MatrixRow = { subject: string; verbs: Partial<Record<Verb, Right>> } | { subject: string; single: Right };

function rowsOf(rights: readonly Right[]): MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const right of rights) {
    const [subject = "", verb] = right.split(".");
    if (!verb) rows.set(right, { subject: right, single: right });
    else {
      const row = rows.get(subject) ?? { subject, verbs: {} };
      if ("verbs" in row) row.verbs[verb as Verb] = right;
      rows.set(subject, row);
    }
  }
  return [...rows.values()];
}

/** The rows of rights on the account. */
export function accountMatrix(type: AccountType): MatrixRow[] {
  return rowsOf(PROFILE_RIGHTS[type]);
}

/** The rows of rights on a customer site. */
export function siteMatrix(): MatrixRow[] {
  return rowsOf(SITE_RIGHTS);
}
