import { z } from "zod";
import { config } from "@/platform/config";
import { CALL_LIMIT } from "../authenticate";
import { errorText } from "../compat/compat-answers";
import { type Operation, TAGS } from "./operation";
import { operations } from "./registry";
import * as schemas from "./schemas";

type Json = Record<string, unknown>;
type Schema = Json & {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  type?: string;
  propertyNames?: Schema;
};

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** `siteDetailSchema` → `SiteDetail`, for all schemas that have a name. */
const named = new Map<z.ZodType, string>(
  Object.entries(schemas).flatMap(([key, schema]) =>
    schema instanceof z.ZodType
      ? [[schema as z.ZodType, key.charAt(0).toUpperCase() + key.slice(1, -"Schema".length)] as const]
      : [],
  ),
);

/** A schema as JSON Schema (draft 2020-12, as OpenAPI 3.1 has it), with the limits that it has anyway said out loud. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema;
  return bounded(json);
}

function bounded(schema: Schema): Schema {
  const own = { ...schema };
  if (own.type === "string" && own.enum === undefined && own.const === undefined) {
    own.maxLength ??= 4_000;
    if (own.format === undefined && own.pattern === undefined) own.pattern = "^[^\\u0000]*$";
    // A format's own pattern is not repeated: programs that generate clients know the format.
    if (own.format !== undefined) delete own.pattern;
  }
  if (own.type === "integer") {
    own.format = "int64";
    if (own.minimum === Number.MIN_SAFE_INTEGER) own.minimum = -9_007_199_254_740_991;
    own.minimum ??= -9_007_199_254_740_991;
    own.maximum ??= 9_007_199_254_740_991;
  }
  if (own.type === "array") own.maxItems ??= 10_000;
  if (own.properties)
    own.properties = Object.fromEntries(Object.entries(own.properties).map(([name, value]) => [name, bounded(value)]));
  if (own.items) own.items = bounded(own.items);
  if (own.propertyNames) own.propertyNames = bounded(own.propertyNames);
  if (own.additionalProperties && typeof own.additionalProperties === "object")
    own.additionalProperties = bounded(own.additionalProperties);
  for (const key of ["anyOf", "oneOf", "allOf"] as const) if (own[key]) own[key] = own[key].map(bounded);
  return own;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function answerSchema(schema: z.ZodType): Schema | { $ref: string } {
  const name = named.get(schema);
  if (name) return ref(name);
  const row = schema instanceof z.ZodObject ? (schema.shape.data as z.ZodArray | undefined)?.element : undefined;
  const rowName = row && named.get(row as z.ZodType);
  const json = jsonSchema(schema, "output");
  if (rowName && json.properties?.data) json.properties.data = { ...json.properties.data, items: ref(rowName) };
  return json;
}

const HEADERS = {
  "RateLimit-Limit": { description: "Calls per minute.", schema: integer(1, 100_000) },
  "RateLimit-Remaining": { description: "Calls left in this minute.", schema: integer(0, 100_000) },
  "RateLimit-Reset": { description: "Seconds until the next minute.", schema: integer(0, 60) },
  "Access-Control-Allow-Origin": {
    description: "The browser's origin, where the token is restricted to its domain; never sent otherwise.",
    schema: { type: "string", format: "uri", maxLength: 300 },
  },
};

function integer(minimum: number, maximum: number) {
  return { type: "integer", format: "int64", minimum, maximum };
}

/** Headers of every answer. */
const commonHeaders = Object.fromEntries(
  Object.keys(HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/** Statuses that every operation may answer with, and what they mean. */
const PROBLEMS: Record<string, { description: string; code: string }> = {
  400: { description: "Parameters or body are not as documented.", code: "shared.badInput" },
  401: { description: "No token, or one that is not valid.", code: "webApi.badToken" },
  403: { description: "The token may not do this, or not from here.", code: "shared.forbidden" },
  404: { description: "There is no such thing in this account.", code: "shared.notFound" },
  405: { description: "The path has no such method.", code: "webApi.verb" },
  408: { description: "The body did not arrive in time.", code: "shared.tooSlow" },
  409: {
    description: "It was changed meanwhile, or a call with the same Idempotency-Key still runs.",
    code: "webApi.idempotencyRunning",
  },
  412: { description: "It is not as If-Match says.", code: "webApi.changed" },
  413: { description: "The body is too large.", code: "shared.bodyTooLarge" },
  415: { description: "The body has another content type than documented.", code: "webApi.mediaType" },
  422: { description: "A rule of the portal refuses it.", code: "webApi.idempotencyReused" },
  429: { description: "Too many calls.", code: "shared.tooManyAttempts" },
  500: { description: "An error that nobody expected.", code: "shared.unexpected" },
  503: { description: "The database can't be reached at the moment.", code: "shared.databaseAway" },
};

function problemResponse(status: string) {
  const { description, code } = PROBLEMS[status] as (typeof PROBLEMS)[string];
  const values: Record<string, Record<string, string | number>> = {
    "shared.tooManyAttempts": { minutes: 1, retryAfterSeconds: 30 },
    "webApi.verb": { verb: "GET" },
  };
  const params = values[code];
  const retry =
    status === "429" || status === "503"
      ? { "Retry-After": { description: "Seconds to wait.", schema: integer(1, 3_600) } }
      : {};
  const example = {
    type: "about:blank",
    title: "PROBLEM",
    status: Number(status),
    code,
    detail: errorText("en", code, params),
  };
  return {
    description,
    headers: { ...commonHeaders, ...retry },
    content: { "application/problem+json": { schema: ref("Problem"), example } },
  };
}

/** Which problems an operation may answer with. */
export function problemStatuses(operation: Operation): string[] {
  const writes = operation.method !== "GET";
  const body = operation.body !== null || operation.uploadBytes !== undefined;
  return [
    "400",
    "401",
    "403",
    "404",
    "405",
    ...(body ? ["408"] : []),
    ...(writes ? ["409"] : []),
    ...(writes && operation.current ? ["412"] : []),
    ...(writes ? ["413"] : []),
    ...(body ? ["415"] : []),
    ...(writes ? ["422"] : []),
    "429",
    "500",
    "503",
  ];
}

/** What parameters of a path, and filters whose schema does not say it, mean. */
const MEANINGS: Record<string, string> = {
  siteId: "The site's id.",
  cardId: "The card's id.",
  configurationId: "The reader configuration's id.",
  configuratorId: "The configurator's id.",
  importId: "The import's id.",
  rowId: "The row's id.",
  jobId: "The mass action's id.",
  webhookId: "The endpoint's id.",
  deliveryId: "The delivery's id.",
  name: "A part of the name.",
  pseName: "A part of the PSE file's name.",
  firstName: "A part of the first name.",
  lastName: "A part of the last name.",
  email: "A part of the e-mail address.",
  status: "Only these statuses.",
  state: "Only what is in this state.",
  kind: "Only these kinds.",
  validity: "Only cards whose validity is one of these today.",
  from: "From this moment on.",
  to: "Up to this moment.",
  page: "Only what was done on these pages of the portal.",
  performer: "A part of the name of who did it.",
};

function parametersOf(operation: Operation): Json[] {
  const path = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    description: meaningOf(name),
    schema: { type: "string", format: "uuid", maxLength: 36 },
    example: "0190b4a0-0000-7000-8000-000000000001",
  }));
  const query = operation.query ? jsonSchema(operation.query, "output") : null;
  const list = Object.entries(query?.properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    description: description ?? meaningOf(name),
    ...(schema.type === "array" ? { style: "form", explode: false } : {}),
    schema,
  }));
  const text = (name: string, description: string, maxLength: number) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string", maxLength, pattern: "^[\\x20-\\x7e]*$" },
  });
  const headers = [
    ...(operation.method === "GET"
      ? []
      : [
          text(
            "Idempotency-Key",
            "Makes asking again harmless: the same key and body get the same answer for 24 hours.",
            255,
          ),
        ]),
    ...(operation.current && operation.method !== "GET"
      ? [text("If-Match", "The ETag that was read: refused with 412 if it is another one now.", 200)]
      : []),
    ...(operation.current && operation.method === "GET"
      ? [text("If-None-Match", "The ETag that is known: answered with 304 if it still is.", 200)]
      : []),
  ];
  return [...path, ...list, ...headers];
}

function meaningOf(name = ""): string {
  const meaning = MEANINGS[name];
  if (!meaning) throw new Error(`Nothing says what the parameter ${name} means.`);
  return meaning;
}

function requestBody(operation: Operation): Json {
  if (operation.uploadBytes !== undefined) {
    const file = { type: "string", format: "binary", maxLength: operation.uploadBytes };
    const schema = { type: "object", required: ["file"], properties: { file }, additionalProperties: false };
    return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
  }
  if (!operation.body) return {};
  const schema = closed(jsonSchema(operation.body, "input"));
  const example = operation.example === undefined ? {} : { example: operation.example };
  return { requestBody: { required: true, content: { "application/json": { schema, ...example } } } };
}

/** Objects of an input say that they have no other members. */
function closed(schema: Schema): Schema {
  if (schema.properties) schema.additionalProperties = false;
  for (const option of schema.oneOf ?? schema.anyOf ?? []) closed(option);
  return schema;
}

function successOf(operation: Operation): Json {
  const status = String(operation.status ?? 200);
  const headers = {
    ...commonHeaders,
    ...(operation.current && operation.answer
      ? {
          ETag: {
            description: "Changes whenever this does.",
            schema: { type: "string", maxLength: 60, pattern: '^"[\\w-]+"$' },
          },
        }
      : {}),
    ...(operation.location
      ? {
          Location: { description: "Where to follow it.", schema: { type: "string", format: "uri", maxLength: 2_000 } },
        }
      : {}),
  };
  if (!operation.answer) return { [status]: { description: "Done.", headers } };
  const content =
    operation.answer === "workbook"
      ? { [WORKBOOK]: { schema: { type: "string", format: "binary", maxLength: 2_147_483_647 } } }
      : { "application/json": { schema: answerSchema(operation.answer) } };
  const known =
    operation.current && operation.method === "GET" ? { 304: { description: "As it is known.", headers } } : {};
  return { [status]: { description: "As asked.", headers, content }, ...known };
}

function rightOf({ access }: Operation): string {
  return access.kind === "site" || access.kind === "account" ? access.right : "a valid token";
}

function operationObject(operation: Operation): Json {
  const errors = operation.errors?.length
    ? `\n\nProblems of its own: ${operation.errors.map((code) => `\`${code}\``).join(", ")}.`
    : "";
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${operation.description ?? operation.summary}${/[.!]$/.test(operation.description ?? "") ? "" : "."}\n\nRight: \`${rightOf(operation)}\`.${errors}`,
    "x-right": rightOf(operation),
    "x-problems": (operation.errors ?? []).map((code) => ({ code, detail: errorText("en", code) })),
    parameters: parametersOf(operation),
    ...requestBody(operation),
    responses: {
      ...successOf(operation),
      ...Object.fromEntries(
        problemStatuses(operation).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
    security: [{ token: [] }],
  };
}

let made: { origin: string; document: Json } | undefined;

/** The OpenAPI 3.1 document of REST v1, as a portal at `origin` publishes it: this one, unless told. */
export function openApiDocument(origin = config().origin): Json {
  if (made?.origin === origin) return made.document;
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    (paths[operation.path] as Json)[operation.method.toLowerCase()] = operationObject(operation);
  }
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Mobile ID Portal API",
      version: "1.0.0",
      summary: "Sites, cards, imports, credits and history of an end customer.",
      description: `Ask for a token in the portal under “API Settings”, and send it as \`Authorization: Bearer …\`. ${CALL_LIMIT.attempts} calls per minute. Times are UTC. Lists go on with \`cursor\`. Errors are \`application/problem+json\` with a stable \`code\`.`,
      license: { name: "Proprietary", url: `${origin}/support` },
      contact: { name: "Support", url: `${origin}/support` },
    },
    servers: [{ url: `${origin}/api/v1`, description: "Production: this portal.", "x-internal": false }],
    security: [{ token: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The static access token, or a bearer token of `POST /token`.",
        },
      },
      headers: HEADERS,
      responses: Object.fromEntries(
        Object.keys(PROBLEMS).map((status) => [`Problem${status}`, problemResponse(status)]),
      ),
      schemas: Object.fromEntries([...named].map(([schema, name]) => [name, jsonSchema(schema, "output")])),
    },
  };
  made = { origin, document };
  return document;
}
