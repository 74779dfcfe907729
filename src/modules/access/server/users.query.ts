import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import type { ListUsersInput, UserRow } from "../contract";

type Sort = NonNullable<ListUsersInput["sort"]>["column"];
const COLUMNS: Record<Sort, KeysetColumn> = {
  profile: { sql: Prisma.sql`lower(profile)`, type: "text" },
  firstName: { sql: Prisma.sql`lower(first_name)`, type: "text" },
  lastName: { sql: Prisma.sql`lower(last_name)`, type: "text" },
  email: { sql: Prisma.sql`lower(email)`, type: "text" },
  status: { sql: Prisma.sql`status`, type: "text" },
  createdAt: { sql: Prisma.sql`created_at`, type: "timestamptz" },
};

type Row = {
  id: string;
  profile_id: string;
  profile: string;
  administrator: boolean;
  first_name: string;
  last_name: string;
  email: string;
  phone: string | null;
  fields: (string | null)[];
  status: UserRow["status"];
  holder: boolean;
  second_factor: boolean;
  created_at: Date;
  total: number;
  sort_value: string | Date;
};

const list = (values: readonly string[] | undefined, column: Prisma.Sql, type: "uuid" | "text") =>
  values?.length
    ? Prisma.sql`and ${column} = any(${[...values]}::${type === "uuid" ? Prisma.raw("uuid[]") : Prisma.raw("text[]")})`
    : Prisma.empty;

/** A page of the account's users that are not deleted (R078); the search looks into every column. */
export async function userPage(work: Work, input: ListUsersInput): Promise<Page<UserRow>> {
  const sort = input.sort ?? { column: "lastName", direction: "asc" };
  const column = COLUMNS[sort.column];
  const { cursor, limit } = input;
  const keys = keyset({ column, id: Prisma.sql`id`, direction: sort.direction, cursor, limit });
  const contains = (text: string, inside: Prisma.Sql) =>
    Prisma.sql`and position(lower(${text}) in lower(${inside})) > 0`;
  const everything = Prisma.sql`concat_ws(' ', p.name, u.first_name, u.last_name, u.email, u.phone, u.field1, u.field2, u.field3, u.field4, u.field5)`;
  const rows = await work.tx.$queryRaw<Row[]>`
    with list as (
      select u.id, u.profile_id, p.name as profile, p.administrator, u.first_name, u.last_name, u.email, u.phone,
        array[u.field1, u.field2, u.field3, u.field4, u.field5] as fields, u.status::text as status, u.holder, u.created_at,
        f.id is not null as second_factor,
        count(*) over ()::int as total
      from users u join profiles p on p.account_id = u.account_id and p.id = u.profile_id
        left join users_with_second_factor() f (id) on f.id = u.id
      where u.account_id = ${accountOf(work)}::uuid and u.status in ('CREATED', 'ACTIVATED', 'DISABLED')
        ${list(input.filters.status, Prisma.sql`u.status::text`, "text")}
        ${list(input.filters.profile, Prisma.sql`u.profile_id`, "uuid")}
        ${input.filters.email ? contains(input.filters.email, Prisma.sql`u.email`) : Prisma.empty}
        ${input.search ? contains(input.search, everything) : Prisma.empty}
    )
    select *, ${column.sql} as sort_value from list where ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.sort_value,
    (row) => ({
      id: row.id,
      profileId: row.profile_id,
      profile: row.profile,
      administrator: row.administrator,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      phone: row.phone,
      fields: row.fields,
      status: row.status,
      holder: row.holder,
      secondFactor: row.second_factor,
      createdAt: row.created_at.toISOString(),
    }),
    rows[0]?.total ?? null,
  );
}
