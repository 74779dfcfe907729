/* What the reference page reads out of the OpenAPI document. */

export type RefSchema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  const?: string;
  description?: string;
  properties?: Record<string, RefSchema>;
  required?: string[];
  items?: RefSchema;
  anyOf?: RefSchema[];
  oneOf?: RefSchema[];
};
export type RefParameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: RefSchema;
};
type RefContent = Record<string, { schema: RefSchema; example?: unknown }>;
type RefResponse = { $ref?: string; description?: string; content?: RefContent };
export type RefOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  "x-right": string;
  "x-problems": { code: string; detail: string }[];
  parameters: RefParameter[];
  requestBody?: { content: RefContent };
  responses: Record<string, RefResponse>;
};
export type RefDocument = {
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, RefOperation>>;
  components: { schemas: Record<string, RefSchema>; responses: Record<string, RefResponse> };
};
export type RefEntry = RefOperation & { method: string; path: string };

/** Every operation with its method and path, in the document's order. */
export function entriesOf(document: RefDocument): RefEntry[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

function resolved(document: RefDocument, schema: RefSchema | undefined): RefSchema {
  const name = schema?.$ref?.split("/").at(-1);
  return (name ? document.components.schemas[name] : schema) ?? {};
}

/** The members of a schema as lines: `data[].email` and what it is. */
export function membersOf(
  document: RefDocument,
  schema: RefSchema | undefined,
  prefix = "",
  depth = 0,
): { name: string; type: string; description?: string }[] {
  const own = resolved(document, schema);
  const option = own.oneOf ?? own.anyOf?.filter((one) => one.type !== "null");
  if (option && !own.properties)
    return option.length === 1 || depth > 0
      ? membersOf(document, option[0], prefix, depth)
      : option.flatMap((one) => membersOf(document, one, prefix, depth + 1));
  if (own.type === "array") return depth > 3 ? [] : membersOf(document, own.items, `${prefix}[]`, depth + 1);
  return Object.entries(own.properties ?? {}).flatMap(([name, value]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const inner = resolved(document, value);
    const line = { name: path, type: typeOf(document, value), description: inner.description ?? value.description };
    return depth > 3 ? [line] : [line, ...membersOf(document, value, path, depth + 1)];
  });
}

/** A schema's type in a word. */
export function typeOf(document: RefDocument, schema: RefSchema): string {
  const own = resolved(document, schema);
  if (own.const !== undefined) return own.const;
  if (own.enum) return own.enum.join(" | ");
  const options = own.anyOf ?? own.oneOf;
  if (options) return options.map((one) => typeOf(document, one)).join(" | ");
  if (own.type === "array") return `${typeOf(document, own.items ?? {})}[]`;
  return own.format && own.type === "string" ? own.format : (own.type ?? "any");
}

/** The address of a call: ids and parameters filled in, empty ones left away. */
export function addressOf(server: string, entry: RefEntry, values: Record<string, string>): string {
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const query = new URLSearchParams(
    entry.parameters.flatMap(({ name, in: place }) =>
      place === "query" && values[name] ? [[name, values[name]] as [string, string]] : [],
    ),
  );
  return `${server}${path}${query.size > 0 ? `?${query}` : ""}`;
}

/** The same call for a shell. */
export function curlOf(address: string, entry: RefEntry, body: string): string {
  const lines = [`curl -X ${entry.method} '${address}'`, `  -H "Authorization: Bearer $TOKEN"`];
  if (entry.requestBody?.content["multipart/form-data"]) lines.push("  -F 'file=@cards.xlsx'");
  else if (body) lines.push("  -H 'Content-Type: application/json'", `  -d '${body.replaceAll("'", "'\\''")}'`);
  return lines.join(" \\\n");
}
