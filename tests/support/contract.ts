import fc from "fast-check";
import { z } from "zod";

/*
 * The contract of REST v1, out of its OpenAPI document: inputs made of the schemas, good and bad ones, and a check that every answer has a
 * documented status and shape. Runs against whatever answers requests: the handler, or a running process.
 */

type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
};
type Media = Record<string, { schema: Schema; example?: unknown }>;
type Answer = { $ref?: string; content?: Media };
export type ContractOperation = {
  operationId: string;
  method: string;
  path: string;
  parameters: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Media };
  responses: Record<string, Answer>;
};
export type ContractDocument = {
  paths: Record<string, Record<string, Omit<ContractOperation, "method" | "path">>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
};

export function contractOperations(document: ContractDocument): ContractOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

/** A schema with what its references name in their place. */
function whole(document: ContractDocument, schema: Schema): Schema {
  const text = JSON.stringify(schema, (key, value) =>
    value && typeof value === "object" && "$ref" in value && key !== "responses"
      ? document.components.schemas[String(value.$ref).split("/").at(-1) ?? ""]
      : value,
  );
  return JSON.parse(text);
}

const nasty = fc.constantFrom(
  "",
  " ",
  "\u0000",
  "'; drop table users; --",
  "<script>",
  "%00",
  "../..",
  "\ud800",
  "١٢",
  "null",
);

/** Values that a schema allows. */
function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return fc.oneof(...options.map(valid));
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer({
        min: Math.max(schema.minimum ?? -1_000, -1_000_000),
        max: Math.min(schema.maximum ?? 1_000, 1_000_000),
      });
    case "array":
      return fc.array(valid(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, 3),
      });
    case "object": {
      const properties = Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, value]) => [name, valid(value)]),
      );
      return fc.record(properties, { requiredKeys: schema.required ?? [] });
    }
    default:
      break;
  }
  if (schema.format === "uuid") return fc.uuid();
  if (schema.format === "email") return fc.integer({ min: 1, max: 99_999 }).map((n) => `person${n}@example.com`);
  if (schema.format === "date-time")
    return fc.integer({ min: 0, max: 1_000_000_000 }).map((s) => new Date(1_700_000_000_000 + s * 1_000).toISOString());
  if (schema.pattern?.includes("A-Za-z0-9")) return fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
  return fc.string({
    minLength: Math.max(schema.minLength ?? 0, 1),
    maxLength: Math.min(schema.maxLength ?? 30, 30),
    unit: "grapheme-ascii",
  });
}

/** Values that are anything but what a schema allows, most of the time. */
function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    nasty,
    fc.constantFrom<unknown>(null, true, -1, 1.5, 2 ** 53 + 2, 1e308, [], {}, [[[[[]]]]], "x".repeat(5_000)),
    fc.jsonValue({ maxDepth: 4 }),
  );
}

/** A body with something wrong in it: another type, a member too many or too few, or no object at all. */
function invalid(schema: Schema): fc.Arbitrary<unknown> {
  const damaged = fc.tuple(valid(schema), fc.nat(20), anything()).map(([value, at, wrong]) => {
    if (typeof value !== "object" || value === null) return wrong;
    const names = [...Object.keys(value), "surprise"];
    return { ...value, [names[at % names.length] ?? "surprise"]: wrong };
  });
  return fc.oneof({ weight: 4, arbitrary: damaged }, { weight: 1, arbitrary: anything() });
}

export type ContractRun = {
  document: ContractDocument;
  send(request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string | FormData;
  }): Promise<Response>;
  /** Ids that exist, by parameter: own ones and others'. */
  ids: Record<string, string[]>;
  /** Texts that no answer may hold: another account's data. */
  secrets: string[];
  /** A file for uploads. */
  file: () => FormData;
  runs: number;
  seed?: number;
};

type Fault = { operation: string; what: string; request: unknown };

type Counts = Record<string, number>;

/** Runs every operation with made-up inputs. @returns what broke the contract (nothing: all is well), and each operation's statuses. */
export async function runContract(run: ContractRun): Promise<{ faults: Fault[]; statuses: Record<string, Counts> }> {
  const faults: Fault[] = [];
  const statuses: Record<string, Counts> = {};
  const seed = run.seed ?? Date.now() % 1_000_000_000;
  // What deletes comes last, so that the others find something.
  const ends = ({ method, operationId }: ContractOperation) =>
    Number(method === "DELETE" || /^(discard|cancel)/.test(operationId));
  const inOrder = contractOperations(run.document).sort((a, b) => ends(a) - ends(b));
  for (const operation of inOrder) {
    const checks = answerChecks(run.document, operation);
    const inputs = fc.sample(requestOf(run, operation), { numRuns: run.runs, seed });
    for (const input of inputs) {
      const response = await run.send(input);
      const text = await response.text();
      statuses[operation.operationId] ??= {};
      const counts = statuses[operation.operationId] as Counts;
      counts[response.status] = (counts[response.status] ?? 0) + 1;
      const what = faultOf(run, checks, response, text, /[?&]fields=/.test(input.path));
      if (what)
        faults.push({
          operation: operation.operationId,
          what: `${what} (seed ${seed})`,
          request: { ...input, answer: text.slice(0, 300) },
        });
    }
  }
  return { faults, statuses };
}

type Check = { json: z.ZodType | null; types: string[] };

function answerChecks(document: ContractDocument, operation: ContractOperation): Map<string, Check> {
  return new Map(
    Object.entries(operation.responses).map(([status, answer]) => {
      const named = answer.$ref ? document.components.responses[answer.$ref.split("/").at(-1) ?? ""] : answer;
      const content = Object.entries(named?.content ?? {});
      const json = content.find(([type]) => type.includes("json"))?.[1].schema;
      const check = json ? z.fromJSONSchema(whole(document, json) as never) : null;
      return [status, { json: check as z.ZodType | null, types: content.map(([type]) => type) }];
    }),
  );
}

function faultOf(
  run: ContractRun,
  checks: Map<string, Check>,
  response: Response,
  text: string,
  sparse: boolean,
): string | null {
  if (response.status >= 500) return `answered ${response.status}`;
  const check = checks.get(String(response.status));
  if (!check) return `undocumented status ${response.status}`;
  const told = `${[...response.headers].join("\n")}\n${text}`;
  const secret = run.secrets.find((one) => told.includes(one));
  if (secret) return `told another account's data: ${secret}`;
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  if (check.types.length > 0 && !check.types.includes(type)) return `undocumented content type ${type}`;
  if (!response.headers.has("ratelimit-limit") && response.status !== 401) return "no RateLimit headers";
  if (!check.json || (sparse && response.ok)) return null;
  const parsed = check.json.safeParse(JSON.parse(text));
  return parsed.success
    ? null
    : `undocumented shape: ${parsed.error.issues[0]?.path.join(".")} ${parsed.error.issues[0]?.message}`;
}

/** The documented example of a body, with ids that exist in the place of its own. */
function exampleOf(run: ContractRun, operation: ContractOperation): fc.Arbitrary<unknown> | null {
  const example = operation.requestBody?.content["application/json"]?.example;
  if (typeof example !== "object" || example === null) return null;
  const members = Object.entries(example).map(([name, value]) => {
    const own = run.ids[name.replace(/s$/, "")];
    return [name, own?.length && Array.isArray(value) ? fc.constantFrom(...own).map((id) => [id]) : fc.constant(value)];
  });
  return fc.record(Object.fromEntries(members));
}

/** Ids for a parameter: those of its kind of thing, where it has ids of its own (`configuration-cards/cardId`). */
function idsOf(run: ContractRun, operation: ContractOperation, name: string): string[] {
  const kind = new RegExp(`([\\w-]+)/\\{${name}\\}`).exec(operation.path)?.[1];
  const ids = run.ids[`${kind}/${name}`] ?? run.ids[name] ?? [];
  return ids.length > 0 ? ids : [crypto.randomUUID()];
}

function requestOf(run: ContractRun, operation: ContractOperation) {
  const params = operation.parameters.filter((one) => one.in === "path");
  const query = operation.parameters.filter((one) => one.in === "query");
  const path = fc.tuple(
    ...params.map(({ name }) =>
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...idsOf(run, operation, name)) },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: nasty.filter((text) => text !== "") },
      ),
    ),
  );
  const asText = (value: unknown) => (Array.isArray(value) ? value.join(",") : String(value));
  const values = fc.tuple(
    ...query.map(({ schema }) =>
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        { weight: 3, arbitrary: valid(schema).map(asText) },
        { weight: 1, arbitrary: nasty },
      ),
    ),
  );
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const example = exampleOf(run, operation);
  const body = schema
    ? fc
        .oneof(
          valid(whole(run.document, schema)),
          invalid(whole(run.document, schema)),
          ...(example ? [example, example] : []),
        )
        .map((value) => JSON.stringify(value) ?? "")
    : fc.constant(undefined);
  const broken = schema
    ? fc.constantFrom<string | undefined>(...Array(12).fill(undefined), "{", "[1,]", '{"a":1,"a":2}')
    : fc.constant(undefined);
  const key = fc.option(fc.string({ maxLength: 10, unit: "grapheme-ascii" }), { freq: 4 });
  const odd = fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant("parameter" as const) },
    { weight: 1, arbitrary: fc.constant("token" as const) },
    { weight: 1, arbitrary: fc.constant("type" as const) },
  );
  return fc.tuple(path, values, body, broken, key, odd).map(([ids, texts, made, bad, idempotency, wrong]) => {
    const search = new URLSearchParams(wrong === "parameter" ? { surprise: "1" } : {});
    texts.forEach((text, index) => {
      if (text !== undefined) search.set(query[index]?.name ?? "", text);
    });
    const filled = params.reduce(
      (address, { name }, index) => address.replace(`{${name}}`, encodeURIComponent(String(ids[index]).toWellFormed())),
      operation.path,
    );
    const upload = operation.requestBody?.content["multipart/form-data"] !== undefined;
    const headers: Record<string, string> = schema ? { "content-type": "application/json" } : {};
    if (wrong === "token") headers.authorization = "Bearer nobody";
    if (wrong === "type" && schema) headers["content-type"] = "text/plain";
    if (idempotency?.trim() && operation.method !== "GET") headers["idempotency-key"] = idempotency.trim();
    return {
      method: operation.method,
      path: `${filled}${search.size > 0 ? `?${search}` : ""}`,
      headers,
      body: upload ? run.file() : (bad ?? made),
    };
  });
}
