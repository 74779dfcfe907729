import { actorFrom, can } from "@/authz";
import { keepAccess } from "@/authz/server";
import { localeNames, locales } from "@/i18n/locales";
import { textsOf } from "@/i18n/texts";
import { CUSTOMER_TYPES, countryOptions, TITLES } from "@/modules/accounts";
import {
  type CheckScope,
  committable,
  type ImportColumn,
  type ImportKind,
  namesInEveryLanguage,
} from "@/modules/imports/server";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { readBalance } from "../../ledger.repo";
import { openCustomer } from "../open-customer";
import { ACCOUNT_KEYS, type CustomerWords, checkCustomerRow, type ImportedCustomer } from "./check-customer-row";

/** Columns that may be left out: what the form does not ask for with a star. */
const OPTIONAL = new Set<string>([
  ...["phone", "mobile", "fax", "registrationNumber", "vatId", "eori", "website", "locale"],
]);
/** Accounts of one file: each gets its users, history and mail, all in one transaction. */
const MOST_ROWS = 1_000;

async function customerColumns(_work: Work, _siteId: string, locale = "en"): Promise<ImportColumn[]> {
  const account = ACCOUNT_KEYS.map(
    (key): ImportColumn => ({
      key,
      names: [
        ...namesInEveryLanguage("accounts", [key === "locale" ? "" : `fields.${key}`].filter(Boolean), locale),
        ...namesInEveryLanguage("customers", CUSTOMER_NAMES[key] ?? [], locale),
      ],
      required: !OPTIONAL.has(key),
      reading: ["phone", "mobile", "fax", "zip", "registrationNumber"].includes(key) ? "exact" : "loose",
    }),
  );
  const credits = (["amount", "threshold", "comment"] as const).map(
    (key): ImportColumn => ({
      key,
      names: namesInEveryLanguage("customers", [`form.${key}`], locale),
      reading: "loose",
    }),
  );
  return [...account, ...credits];
}

/** Headers of the workbook of customer accounts (figure 34), so that an export can be imported elsewhere. */
const CUSTOMER_NAMES: Record<string, string[]> = {
  companyName: ["columns.companyName"],
  type: ["columns.type"],
  firstName: ["columns.firstName"],
  lastName: ["columns.lastName"],
  email: ["columns.email"],
  locale: ["import.language"],
};

/** What the words of a file mean, in every language of the interface. */
function customerWords(): CustomerWords {
  const words = { type: new Map(), title: new Map(), country: new Map(), locale: new Map() } as Record<
    keyof CustomerWords,
    Map<string, string>
  >;
  for (const locale of locales) {
    const [customers, accounts] = [textsOf(locale, "customers"), textsOf(locale, "accounts")];
    for (const type of CUSTOMER_TYPES) words.type.set(customers(`types.${type}`).toLowerCase(), type);
    for (const title of TITLES) words.title.set(accounts(`titles.${title}`).toLowerCase(), title);
    for (const { value, label } of countryOptions(locale)) {
      words.country.set(label.toLowerCase(), value);
      words.country.set(value.toLowerCase(), value);
    }
    words.locale.set(locale, locale).set(localeNames[locale].toLowerCase(), locale);
  }
  return words;
}

/** The import of customer accounts, for resellers who bring many (issue "Resellers and credits"). */
export const customerImport: ImportKind = {
  kind: "CUSTOMERS",
  access: { kind: "account", right: "customerAccounts.create" },
  mostRows: MOST_ROWS,
  columns: customerColumns,
  async rowCheck() {
    const words = customerWords();
    return (cells, problems) => checkCustomerRow(cells, problems, words);
  },
  checkClashes: checkCustomerClashes,
  clashKeys(resolved): Record<string, string> {
    const email = (resolved as ImportedCustomer | null)?.account.email;
    return email ? { email: email.toLowerCase() } : {};
  },
  // Opening an account takes a lock on its address; whoever is later finds it taken.
  async lock() {},
  async make(work, { importId, fileName }) {
    const actor = actorFrom(await keepAccess(work.tx, work.performer.id ?? ""));
    if (!actor) throw new AppError("FORBIDDEN", "shared.forbidden");
    const { count, sum } = await sumOf(work, importId);
    if (sum > 0 && !can(actor, "transferCredits")) throw new AppError("FORBIDDEN", "customers.noTransferRight");
    const balance = await readBalance(work, accountOf(work));
    if (sum > (balance?.available ?? 0)) throw new AppError("REFUSED", "customers.importTooMuch");
    const rows = await work.tx.$queryRaw<{ id: string; resolved: ImportedCustomer }[]>`
      SELECT r.id, r.resolved FROM import_rows r WHERE ${committable(work, importId)} ORDER BY r.line, r.id`;
    for (const { id, resolved } of rows) await openCustomer(work, actor, { ...resolved, idempotencyKey: id });
    const event = { page: "customerAccounts", action: "customers.imported", params: { count, fileName } };
    await recordEvent(work, { accountId: accountOf(work), ...event });
    return count;
  },
  isConflict: () => false,
};

/** How many accounts an import would open, and the credits that it would transfer to them. */
export async function sumOf(work: Work, importId: string): Promise<{ count: number; sum: number }> {
  const [row] = await work.tx.$queryRaw<{ count: number; sum: number }[]>`
    SELECT count(*)::int AS count, coalesce(sum((r.resolved->>'amount')::bigint), 0)::float8 AS sum
    FROM import_rows r WHERE ${committable(work, importId)}`;
  return row ?? { count: 0, sum: 0 };
}

const TWICE = "customers.addressTwice";
const TAKEN = "customers.addressKnown";

/** Writes what is wrong with rows beside each other and beside the reseller's own accounts: an address twice. Of two rows the first stays. */
async function checkCustomerClashes(work: Work, { importId, around }: CheckScope): Promise<void> {
  const accountId = accountOf(work);
  const near = around ? Prisma.sql`m.email = ANY (${around.email ?? []}) OR m.stale` : Prisma.sql`true`;
  await work.tx.$executeRaw`
    WITH mine AS MATERIALIZED (
      SELECT r.id, r.line, lower(r.resolved->'account'->>'email') AS email, r.resolved IS NULL AND r.clashes <> '[]' AS stale
      FROM import_rows r WHERE r.account_id = ${accountId}::uuid AND r.import_id = ${importId}::uuid
    ), numbered AS (
      SELECT m.*, first_value(line) OVER w AS first_line, row_number() OVER w AS turn
      FROM mine m WHERE ${near} WINDOW w AS (PARTITION BY email ORDER BY line, id)
    ), judged AS (
      SELECT n.id, coalesce(jsonb_agg(jsonb_build_object('field', 'email', 'code', f.code, 'level', 'refused', 'params', f.params)
        ORDER BY f.code) FILTER (WHERE f.code IS NOT NULL), '[]'::jsonb) AS clashes
      FROM numbered n LEFT JOIN LATERAL (
        SELECT ${TWICE} AS code, jsonb_build_object('line', n.first_line) AS params WHERE n.email IS NOT NULL AND n.turn > 1
        UNION ALL SELECT ${TAKEN}, '{}'::jsonb WHERE EXISTS (SELECT FROM accounts a WHERE lower(a.email) = n.email AND a.status <> 'DELETED')
      ) f ON true GROUP BY n.id
    )
    UPDATE import_rows r SET clashes = j.clashes FROM judged j
    WHERE r.account_id = ${accountId}::uuid AND r.id = j.id AND r.clashes <> j.clashes`;
}
