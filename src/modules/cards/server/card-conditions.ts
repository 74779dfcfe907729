import { Prisma } from "@/platform/db";
import type { CardFilters, ListCardsInput } from "../contract";
import { attentionCondition } from "./attention.query";

export type Narrowing = { search?: string; filters: CardFilters; sort?: ListCardsInput["sort"] };

/** A text as a part to look for in LIKE. */
function part(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}

/** That a word stands somewhere in what is searched of `c`. */
export function searchCondition(word: string): Prisma.Sql {
  return Prisma.sql`c.searched LIKE ${part(word)}`;
}

type Conditions = {
  where: Prisma.Sql;
  /** That of kinds and statuses alone: the site's counters know how many these are. */
  plain: Prisma.Sql;
  /** What narrows further, or null. */
  narrowing: Prisma.Sql | null;
};

/** The condition of a search and filters on `own_cards c` (the view that lets indexes be used, docs/decisions/0012), whole and in its two parts. */
export function cardsWhere(accountId: string, siteId: string, { search, filters }: Narrowing, now: Date): Conditions {
  const plain = [
    Prisma.sql`c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.status <> 'DELETED' AND c.kind <> 'CONFIGURATION'`,
  ];
  const narrowing: Prisma.Sql[] = [];
  const add = (condition: Prisma.Sql) => void narrowing.push(condition);
  if (filters.status?.length) plain.push(Prisma.sql`c.status = ANY (${filters.status}::card_status[])`);
  if (filters.kind?.length) plain.push(Prisma.sql`c.kind = ANY (${filters.kind}::card_kind[])`);
  if (filters.configurationId?.length) add(Prisma.sql`c.configuration_id = ANY (${filters.configurationId}::uuid[])`);
  for (const word of (search ?? "").split(/\s+/).filter(Boolean)) add(searchCondition(word));
  const columns = {
    firstName: Prisma.sql`lower(c.first_name)`,
    lastName: Prisma.sql`lower(c.last_name)`,
    email: Prisma.sql`lower(c.email)`,
    ident: Prisma.sql`lower(coalesce(c.private_id, c.csn, ''))`,
  };
  for (const [name, column] of Object.entries(columns)) {
    const text = filters[name as keyof typeof columns];
    // The first condition follows from the second; it lets the trigram index find the rows.
    if (text) add(Prisma.sql`c.searched LIKE ${part(text)} AND ${column} LIKE ${part(text)}`);
  }
  for (const name of ["field1", "field2", "field3", "field4", "field5"] as const) {
    const text = filters[name];
    if (text) add(Prisma.sql`c.searched LIKE ${part(text)} AND lower(c.${Prisma.raw(name)}) LIKE ${part(text)}`);
  }
  const locales = filters.locale ?? [];
  // Without a function around it, the index of the few that have one of their own serves.
  if (locales.length > 0)
    add(
      locales.includes("default")
        ? Prisma.sql`coalesce(c.locale, '') = ANY (${locales.map((one) => (one === "default" ? "" : one))})`
        : Prisma.sql`c.locale = ANY (${locales})`,
    );
  const only = (chosen: readonly ("yes" | "no")[] | undefined, yes: Prisma.Sql, no: Prisma.Sql) => {
    if (chosen?.length && !(chosen.includes("yes") && chosen.includes("no"))) add(chosen.includes("yes") ? yes : no);
  };
  only(filters.transferable, Prisma.sql`c.transferable`, Prisma.sql`NOT c.transferable`);
  only(filters.scheduled, Prisma.sql`c.scheduled_for IS NOT NULL`, Prisma.sql`c.scheduled_for IS NULL`);
  if (filters.validity?.length) {
    const states = {
      always: Prisma.sql`(c.valid_from IS NULL AND c.valid_until IS NULL)`,
      notYet: Prisma.sql`c.valid_from > ${now}`,
      expired: Prisma.sql`c.valid_until <= ${now}`,
      valid: Prisma.sql`((c.valid_from IS NOT NULL OR c.valid_until IS NOT NULL) AND coalesce(c.valid_from <= ${now}, true) AND coalesce(c.valid_until > ${now}, true))`,
    };
    add(
      Prisma.sql`(${Prisma.join(
        filters.validity.map((state) => states[state]),
        " OR ",
      )})`,
    );
  }
  if (filters.attention?.length)
    add(
      Prisma.sql`(${Prisma.join(
        filters.attention.map((what) => attentionCondition(what, now)),
        " OR ",
      )})`,
    );
  return {
    where: Prisma.join([...plain, ...narrowing], " AND "),
    plain: Prisma.join(plain, " AND "),
    narrowing: narrowing.length > 0 ? Prisma.join(narrowing, " AND ") : null,
  };
}
