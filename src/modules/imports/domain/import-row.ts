import { z } from "zod";

/** What is wrong with a row, at one of its columns; `code` is an error's code, or `workbook.cells.<reason>`. */
export type Finding = {
  field: string;
  code: string;
  level: "refused" | "warned";
  params?: Record<string, string | number>;
};

/** The person of a row: a holder or a configurator; texts trimmed, optional ones null where empty. */
export type PersonOfRow = {
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  field1: string | null;
  field2: string | null;
  field3: string | null;
  field4: string | null;
  field5: string | null;
};
type PersonKey = keyof PersonOfRow;

/** The longest texts, in characters, as the forms have them. */
const MOST: Record<string, number> = { firstName: 100, lastName: 100, email: 254, phone: 40 };
const MOST_OF_FIELD = 200;
const address = z.email();

/**
 * Reads a row of an import cell by cell and keeps what is wrong with it. `problems` are cells that a spreadsheet has spoilt: they
 * are refused, never guessed.
 */
export function readRow<Key extends string>(cells: Record<string, string>, problems: Record<string, string>) {
  const findings: Finding[] = [];
  const refuse = (field: Key | PersonKey, code: string, params?: Finding["params"]) => {
    findings.push({ field, code, level: "refused", ...(params ? { params } : {}) });
    return null;
  };
  /** A cell's text, empty where there is none; null where it is refused. */
  const text = (key: Key | PersonKey): string | null => {
    if (problems[key]) return refuse(key, `workbook.cells.${problems[key]}`);
    const value = cells[key]?.normalize().trim() ?? "";
    const most = MOST[key] ?? MOST_OF_FIELD;
    return value.length > most ? refuse(key, "cards.tooLong", { most }) : value;
  };
  const needed = (key: PersonKey): string | null => {
    const value = text(key);
    return value === "" ? refuse(key, "cards.missing") : value;
  };
  const optional = (key: Key | PersonKey): string | null => text(key) || null;
  /** The person of the row, by the rules of the forms (R195, R257); null where a needed cell is refused. */
  const person = (): PersonOfRow | null => {
    const firstName = needed("firstName");
    const lastName = needed("lastName");
    const typed = needed("email");
    const email = typed !== null && !address.safeParse(typed).success ? refuse("email", "shared.email") : typed;
    const rest = {
      phone: optional("phone"),
      field1: optional("field1"),
      field2: optional("field2"),
      field3: optional("field3"),
      field4: optional("field4"),
      field5: optional("field5"),
    };
    return firstName && lastName && email ? { firstName, lastName, email, ...rest } : null;
  };
  return { findings, refuse, text, person };
}
