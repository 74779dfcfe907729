import type { Readable } from "node:stream";
import { z } from "zod";
import type { Access, FileAnswer } from "@/authz/server";
import type { ApiCall } from "../api-call";
import { portalRouter } from "../portal";

export const TAGS = {
  Sites: "Customer sites, their settings, reader configurations and field labels.",
  Cards: "User cards (private ID and Mobile ID+) and all that can be done with them.",
  Imports: "Cards from workbooks: upload, check, correct, commit.",
  Configurators: "Installers and their configuration cards.",
  Account: "Credits, ledger and history of the account.",
  Reports: "Workbooks, streamed.",
  Webhooks: "Events, delivered to your own servers.",
} as const;

type Verb = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
type Given<Query, Body> = {
  call: ApiCall;
  /** Ids of the path: UUIDs, checked. */
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** The file of an upload. */
  form: FormData | null;
};

type Spec<Query, Body> = {
  /** The operationId. */
  id: string;
  method: Verb;
  /** Below /api/v1, with `{siteId}` and the like. */
  path: string;
  tag: keyof typeof TAGS;
  summary: string;
  description?: string;
  /** The right that it needs: of a procedure of the portal that it uses, or its own. */
  right: string | Access;
  status?: 200 | 201 | 202 | 204;
  /** What it answers; "workbook": a file. Null: nothing. */
  answer: z.ZodType | "workbook" | null;
  /** Codes of problems that are its own, beside those that every operation has. */
  errors?: string[];
  /** A file instead of a JSON body, of at most so many bytes. */
  uploadBytes?: number;
  /** An example of its body, for the documentation. */
  example?: unknown;
  /** Reads what If-Match is compared with; then its GET carries an ETag too. */
  current?: (call: ApiCall, params: Record<string, string>) => Promise<unknown>;
  /** The address of what was made, for the header Location. */
  location?: (answer: never, params: Record<string, string>) => string;
  run: (given: Given<Query, Body>) => Promise<unknown>;
};

export type Operation = Omit<Spec<never, never>, "run" | "location"> & {
  query: z.ZodObject | null;
  body: z.ZodType | null;
  access: Access;
  run: (given: Given<unknown, unknown>) => Promise<unknown>;
  location?: (answer: unknown, params: Record<string, string>) => string;
};

/** An operation of REST v1: route handler, check of input and output, and documentation are made of it. */
export function operation<Query extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType>(
  spec: Spec<z.output<Query>, z.output<Body>> & { query?: Query; body?: Body },
): Operation {
  const access = typeof spec.right === "string" ? accessOf(spec.right) : spec.right;
  return {
    ...(spec as unknown as Operation),
    query: spec.query ?? null,
    body: spec.body ? strict(spec.body) : null,
    access,
  };
}

type Procedures = Record<string, { _def: { meta: { access: Access } } }>;

function accessOf(path: string): Access {
  const procedure = (portalRouter._def.procedures as unknown as Procedures)[path];
  if (!procedure) throw new Error(`The portal has no procedure ${path}.`);
  return procedure._def.meta.access;
}

/** A body without members that nobody knows: a mistyped name is said, not dropped. */
function strict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return schema.strict();
  if (schema instanceof z.ZodDiscriminatedUnion)
    return z.discriminatedUnion(
      schema.def.discriminator,
      schema.options.map((option) => strict(option as z.ZodType)) as never,
    );
  return schema;
}

/** Parameters of every list: where it goes on, how long a page is, and what is looked for. */
export function listQuery<Column extends string, Filters extends z.ZodRawShape>(
  row: z.ZodObject,
  columns: readonly Column[],
  filters: Filters,
  searchable = true,
) {
  const sorts = columns.flatMap((column) => [column, `-${column}`]) as [string, ...string[]];
  return z.object({
    cursor: z.string().max(600).optional().describe("`nextCursor` of the page before."),
    limit: z.int().min(1).max(200).optional().describe("Rows per page, 50 unless told."),
    sort: z.enum(sorts).optional().describe("A column; with `-` in front the other way round."),
    fields: z
      .array(z.enum(Object.keys(row.shape) as [string, ...string[]]))
      .max(40)
      .optional()
      .describe("Only these members of each row; the others are then left out."),
    ...(searchable ? { search: z.string().max(200).optional().describe("Words, looked for in every column.") } : {}),
    ...filters,
  });
}

type ListParams = { cursor?: string; limit?: number; sort?: string; search?: string };

/** The input of a portal's list that parameters mean; the rest of them are its filters. */
// biome-ignore lint/suspicious/noExplicitAny: the list procedures check it by their own schemas
export function listInputOf(query: Record<string, unknown>, rename: Record<string, string> = {}): any {
  const { cursor, limit, sort, search, fields: _, ...rest } = query as ListParams & Record<string, unknown>;
  const filters = Object.fromEntries(Object.entries(rest).map(([key, value]) => [rename[key] ?? key, value]));
  return {
    ...(cursor ? { cursor } : {}),
    limit: limit ?? 50,
    ...(sort ? { sort: { column: sort.replace(/^-/, ""), direction: sort.startsWith("-") ? "desc" : "asc" } } : {}),
    ...(search ? { search } : {}),
    filters,
  };
}

/** A portal's page as REST answers it. */
export function restPage<Row>(page: { rows: Row[]; nextCursor: string | null; total: number | null }) {
  return { data: page.rows, nextCursor: page.nextCursor, total: page.total };
}

/** A file that an operation answers with. */
export type RestFile = FileAnswer & { content: Readable | Uint8Array };
