import { type ErrorKind, isAppError } from "@/shared/kernel/app-error";
import { log } from "../logging";

const STATUS: Record<ErrorKind, number> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  REFUSED: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** The HTTP status of an error's kind. */
export function statusOf(kind: ErrorKind): number {
  return STATUS[kind];
}

/** An error as problem+json (RFC 9457): for an AppError its code and parameters, for anything else nothing of the inside. */
export function problem(error: unknown, requestId?: string): Response {
  const known = isAppError(error) ? error : null;
  if (!known) log.error({ requestId, err: error }, "request failed");
  const status = known ? statusOf(known.kind) : 500;
  const body = {
    type: "about:blank",
    title: known?.kind ?? "UNEXPECTED",
    status,
    code: known?.code ?? "shared.unexpected",
    ...(known && Object.keys(known.params).length > 0 ? { params: known.params } : {}),
    ...(known && Object.keys(known.fields).length > 0 ? { fields: known.fields } : {}),
    ...(requestId ? { requestId } : {}),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  if (status === 503) headers["retry-after"] = "5";
  if (status === 429) headers["retry-after"] = String(known?.params.retryAfterSeconds ?? 60);
  return new Response(JSON.stringify(body), { status, headers });
}
