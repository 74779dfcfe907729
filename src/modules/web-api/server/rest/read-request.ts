import { z } from "zod";
import { formWithin } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";
import { bodyWithin } from "../api-call";
import { readJson } from "../json-body";
import type { Operation } from "./operation";

const JSON_BYTES = 1024 * 1024;

/** What a request carries: parameters by their documented types, its body, and the bytes by which it is known again. */
export type ReadRequest = { query: unknown; body: unknown; form: FormData | null; bytes: Uint8Array };

/**
 * Reads query and body as an operation documents them.
 *
 * @throws AppError BAD_INPUT `webApi.mediaType`, `shared.bodyTooLarge`, or as `readJson`; ZodError.
 */
export async function readRequest(request: Request, operation: Operation): Promise<ReadRequest> {
  const query = readQuery(new URL(request.url).searchParams, operation.query);
  const type = (request.headers.get("content-type") ?? "").toLowerCase();
  if (operation.uploadBytes !== undefined) {
    if (!type.startsWith("multipart/form-data")) throw new AppError("BAD_INPUT", "webApi.mediaType");
    const form = await formWithin(request, operation.uploadBytes);
    const file = [...form.values()].find((part) => typeof part !== "string");
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    return { query, body: undefined, form, bytes };
  }
  if (operation.method === "GET") return { query, body: undefined, form: null, bytes: new Uint8Array() };
  const bytes = await bodyWithin(request, JSON_BYTES);
  if (!operation.body) return { query, body: undefined, form: null, bytes };
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/.test(type)) throw new AppError("BAD_INPUT", "webApi.mediaType");
  return { query, body: operation.body.parse(readJson(bytes)), form: null, bytes };
}

/** Parameters as their schema wants them: numbers, yes and no, and lists with commas; a name that nobody knows is refused. */
function readQuery(parameters: URLSearchParams, schema: z.ZodObject | null): unknown {
  const known: z.ZodObject = schema ?? z.object({});
  const values: Record<string, unknown> = {};
  for (const name of new Set(parameters.keys())) {
    const texts = parameters.getAll(name);
    if (texts.some((text) => text.includes("\u0000"))) throw new AppError("BAD_INPUT", "shared.badInput");
    values[name] = typed(known.shape[name], texts);
  }
  return known.strict().parse(values);
}

function typed(schema: z.core.$ZodType | undefined, texts: string[]): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  const text = texts.join(",");
  if (inner instanceof z.ZodArray) return text === "" ? [] : text.split(",");
  if (inner instanceof z.ZodNumber) return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (inner instanceof z.ZodBoolean) return text === "true" ? true : text === "false" ? false : text;
  return texts.length === 1 ? texts[0] : texts;
}
