import { textsOf } from "@/i18n/texts";
import { statusOf } from "@/platform/http";
import { log } from "@/platform/logging";
import { type ErrorParams, isAppError, messageKey } from "@/shared/kernel/app-error";
import type { ApiCall } from "../api-call";
import { causeOf } from "../api-call";

/** What was done, in the language of the call. */
export function compatText(call: ApiCall, key: string): string {
  return textsOf(call.context.locale, "webApi")(`compat.${key}`);
}

/** An error's text in a language; the code itself where it has none. */
export function errorText(locale: string, code: string, params: ErrorParams = {}): string {
  const key = messageKey(code);
  const dot = key.indexOf(".");
  try {
    return textsOf(locale, key.slice(0, dot))(key.slice(dot + 1), params);
  } catch {
    return code;
  }
}

/** The status of an error: clients know 400, 401, 403, 404 and 429 (and 5xx, which is nobody's fault there). */
function compatStatus(status: number): number {
  return status === 409 || status === 422 ? 400 : status;
}

/** A refused call: a real status with its code and message. */
export function compatError(error: unknown, locale: string, headers: Headers, requestId?: string): Response {
  const cause = causeOf(error);
  const bad = (cause as Error | undefined)?.name === "ZodError";
  const known = isAppError(cause) ? cause : null;
  if (!known && !bad) log.error({ requestId, err: error }, "request failed");
  const code = known?.code ?? (bad ? "shared.badInput" : "shared.unexpected");
  const status =
    code === "shared.bodyTooLarge" || code === "shared.fileTooLarge"
      ? 413
      : compatStatus(known ? statusOf(known.kind) : bad ? 400 : 500);
  if (status === 429) headers.set("retry-after", String(known?.params.retryAfterSeconds ?? 60));
  if (status === 503) headers.set("retry-after", "5");
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return Response.json({ StatusCode: status, Message: errorText(locale, code, known?.params) }, { status, headers });
}
