import { accountOf, type Prisma, type Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import type { AccountDetails, AccountFields, NewAccountFields } from "../contract";
import { type AccountEvent, accountTransition } from "../domain/account-machine";

/** The operator's account: the root of the tree (system scope, or the operator's own). */
export function operatorAccount(work: Work) {
  return work.tx.account.findFirstOrThrow({ where: { type: "OPERATOR" } });
}

/** The language of the account of a unit of work: that of its mails. */
export async function accountLocale(work: Work): Promise<string> {
  const where = { id: accountOf(work) };
  return (await work.tx.account.findUniqueOrThrow({ where, select: { locale: true } })).locale;
}

/** Whether a time zone is one that this process knows. */
function knownTimeZone(name: string | undefined): name is string {
  if (!name) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Inserts an account with its status; who may, and what else belongs to it, is the caller's business. @returns its id. */
export async function insertAccount(
  work: Work,
  parentId: string,
  status: "REQUESTED" | "CREATED",
  given: NewAccountFields,
  createdByName: string | null,
): Promise<string> {
  const { timeZone, ...fields } = given;
  const id = newId();
  await work.tx.account.createMany({
    data: [
      {
        id,
        parentId,
        status,
        ...fields,
        ...(knownTimeZone(timeZone) ? { timeZone } : {}),
        createdByName,
        createdAt: work.now,
      },
    ],
  });
  return id;
}

/**
 * Waits until no other transaction looks at an account address, and tells the account of that address that is not
 * deleted, if there is one (the oldest). The caller's transaction then decides alone about the address.
 */
export async function accountOfAddress(work: Work, email: string) {
  await work.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('account:' || lower(${email}), 0))::text`;
  const rows = await work.tx.$queryRaw<{ id: string; status: string; locale: string }[]>`
    select id, status::text, locale from accounts where lower(email) = lower(${email}) and status <> 'DELETED'
    order by created_at limit 1`;
  return rows[0] ?? null;
}

/**
 * Changes an account's status by the table of `account-machine`, if it is still in a status from which that can happen.
 *
 * @returns whether it did.
 */
export async function moveAccount(
  work: Work,
  accountId: string,
  event: AccountEvent,
  more: Pick<Prisma.AccountUpdateManyMutationInput, "refusalReason"> = {},
): Promise<boolean> {
  const { from, to } = accountTransition(event);
  const times =
    to === "DELETED"
      ? { deletedAt: work.now }
      : to === "DISABLED"
        ? { disabledAt: work.now }
        : event === "activate"
          ? { activatedAt: work.now }
          : {};
  const { count } = await work.tx.account.updateMany({
    where: { id: accountId, status: { in: from } },
    data: { status: to, ...times, ...more },
  });
  work.touch(`account:${accountId}`);
  return count === 1;
}

/** The fields of the forms, of an account's row. */
export function fieldsOfRow(
  row: { [Field in keyof AccountFields]: AccountFields[Field] | string | null },
): AccountFields {
  return {
    title: row.title === "MRS" ? "MRS" : "MR",
    firstName: row.firstName ?? "",
    lastName: row.lastName ?? "",
    jobTitle: row.jobTitle ?? "",
    phone: row.phone,
    mobile: row.mobile,
    fax: row.fax,
    companyName: row.companyName ?? "",
    registrationNumber: row.registrationNumber,
    vatId: row.vatId,
    eori: row.eori,
    ceo: row.ceo ?? "",
    foundingDate: row.foundingDate,
    capital: row.capital,
    companyProfile: row.companyProfile,
    city: row.city ?? "",
    street: row.street ?? "",
    zip: row.zip ?? "",
    country: row.country ?? "",
    website: row.website,
  };
}

/** An account in full, or null where the scope has none of that id. */
export async function findAccount(
  work: Work,
  accountId: string,
): Promise<(AccountDetails & { status: string }) | null> {
  const row = await work.tx.account.findUnique({ where: { id: accountId } });
  if (!row) return null;
  return {
    ...fieldsOfRow(row),
    id: row.id,
    status: row.status,
    type: row.type,
    email: row.email,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    timeZone: row.timeZone,
    locale: row.locale,
  };
}
