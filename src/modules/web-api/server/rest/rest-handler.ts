import { Readable } from "node:stream";
import type { FileAnswer } from "@/authz/server";
import { config } from "@/platform/config";
import { attachment } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import { type ApiCall, answerHeaders, bearerOf, openCall, preflight } from "../api-call";
import { onlyOnce, type StoredAnswer } from "../idempotency";
import { etagOf, ifMatches, names } from "./if-match";
import type { Operation } from "./operation";
import { type ReadRequest, readRequest } from "./read-request";
import { findOperation } from "./registry";
import { restProblem } from "./rest-problem";

/** Answers one call of REST v1. @param path what stands behind /api/v1, by its segments. */
export async function restResponse(request: Request, path: string[]): Promise<Response> {
  if (request.method === "OPTIONS") return preflight(request);
  const requestId = request.headers.get("x-request-id") ?? undefined;
  let call: ApiCall | null = null;
  try {
    call = await openCall(request, bearerOf(request.headers));
    const headers = answerHeaders(request, call);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = findOperation(method, path);
    if (!("operation" in found)) {
      if (found.allowed.length === 0) throw notFound();
      headers.set("allow", found.allowed.join(", "));
      const verb = found.allowed.join(", ");
      return restProblem(new AppError("BAD_INPUT", "webApi.verb", { params: { verb } }), headers, requestId);
    }
    const { operation, params } = found;
    // An id that is none names nothing.
    if (!Object.values(params).every(isUuid)) throw notFound();
    const read = await readRequest(request, operation);
    return await answer(request, operation, call, params, read, headers);
  } catch (error) {
    return restProblem(error, answerHeaders(request, call), requestId);
  }
}

const notFound = () => new AppError("NOT_FOUND", "shared.notFound");

async function answer(
  request: Request,
  operation: Operation,
  call: ApiCall,
  params: Record<string, string>,
  read: ReadRequest,
  headers: Headers,
): Promise<Response> {
  if (operation.answer === "workbook") {
    const file = (await operation.run({ call, params, ...read })) as FileAnswer;
    const body = file.content instanceof Readable ? Readable.toWeb(file.content) : file.content;
    for (const [name, value] of Object.entries(attachment(file.fileName, file.contentType))) headers.set(name, value);
    return new Response(body as BodyInit, { headers });
  }
  const run = () => ifMatches(request, operation, call, params, () => runJson(operation, call, params, read));
  const key = request.headers.get("idempotency-key");
  if (key === null || operation.method === "GET") return toResponse(await run(), headers, request, operation);
  if (key.length < 1 || key.length > 255) throw new AppError("BAD_INPUT", "webApi.idempotencyForm");
  const name = `${operation.id} ${JSON.stringify(params)}`;
  const once = { name, body: read.bytes, now: call.context.clock() };
  const { replayed, ...stored } = await onlyOnce(call.actor.accountId, key, once, async () => {
    try {
      return await run();
    } catch (error) {
      // A refusal is an answer, too: asking again gets it again.
      return problemToStore(error, call);
    }
  });
  headers.set("idempotency-replayed", String(replayed));
  return toResponse(stored, headers, request, operation);
}

async function problemToStore(error: unknown, call: ApiCall): Promise<StoredAnswer> {
  const response = restProblem(error, new Headers(), call.context.requestId);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

async function runJson(
  operation: Operation,
  call: ApiCall,
  params: Record<string, string>,
  read: ReadRequest,
): Promise<StoredAnswer> {
  const result = await operation.run({ call, params, ...read });
  const status = operation.status ?? 200;
  if (!operation.answer || operation.answer === "workbook") return { status, headers: {}, body: "" };
  const shown = operation.answer.parse(result);
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  if (operation.location) headers.location = `${config().origin}/api/v1${operation.location(shown, params)}`;
  if (operation.current) headers.etag = etagOf(shown);
  return { status, headers, body: JSON.stringify(onlyFields(shown, (read.query as { fields?: string[] }).fields)) };
}

function toResponse(stored: StoredAnswer, headers: Headers, request: Request, operation: Operation): Response {
  for (const [name, value] of Object.entries(stored.headers)) headers.set(name, value);
  const known = request.headers.get("if-none-match");
  if (operation.method === "GET" && stored.headers.etag && known && names(known, stored.headers.etag)) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  return new Response(stored.body || null, { status: stored.status, headers });
}

/** Only the wanted members of each row of a page. */
function onlyFields(shown: unknown, fields: string[] | undefined): unknown {
  if (!fields || !shown || typeof shown !== "object" || !("data" in shown)) return shown;
  const rows = (shown as { data: Record<string, unknown>[] }).data.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name))),
  );
  return { ...shown, data: rows };
}
