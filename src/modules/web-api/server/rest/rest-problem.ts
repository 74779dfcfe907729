import { ZodError } from "zod";
import { statusOf } from "@/platform/http";
import { log } from "@/platform/logging";
import { fieldsOf } from "@/platform/trpc";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import { causeOf } from "../api-call";
import { errorText } from "../compat/compat-answers";

/** Codes whose status is not the one of their kind. */
const STATUS: Record<string, number> = {
  "shared.bodyTooLarge": 413,
  "shared.fileTooLarge": 413,
  "webApi.mediaType": 415,
  "webApi.verb": 405,
  "webApi.changed": 412,
};

/** An error as problem+json (RFC 9457): a stable code for programs, a text for people, and nothing of the inside. */
export function restProblem(error: unknown, headers: Headers, requestId?: string): Response {
  const cause = causeOf(error);
  const known =
    cause instanceof ZodError || (cause as Error | null)?.name === "ZodError"
      ? new AppError("BAD_INPUT", "shared.badInput", { fields: fieldsOf(cause as ZodError) })
      : isAppError(cause)
        ? cause
        : null;
  if (!known) log.error({ requestId, err: error }, "request failed");
  const code = known?.code ?? "shared.unexpected";
  const status = STATUS[code] ?? (known ? statusOf(known.kind) : 500);
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (status === 429) headers.set("retry-after", String(known?.params.retryAfterSeconds ?? 60));
  if (status === 503 || code === "webApi.idempotencyRunning") headers.set("retry-after", "5");
  headers.set("content-type", "application/problem+json");
  const body = {
    type: "about:blank",
    title: known?.kind ?? "UNEXPECTED",
    status,
    code,
    detail: errorText("en", code, known?.params),
    ...(known && Object.keys(known.params).length > 0 ? { params: known.params } : {}),
    ...(known && Object.keys(known.fields).length > 0 ? { fields: known.fields } : {}),
    ...(requestId ? { requestId } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
