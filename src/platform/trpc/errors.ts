import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { type ErrorKind, type ErrorParams, isAppError } from "@/shared/kernel/app-error";

/** What the client gets to know of an error: a code to translate, its parameters, and the fields at fault. */
export type ErrorData = { code: string; params: ErrorParams; fields: Record<string, string> };

const CODES: Record<ErrorKind, TRPCError["code"]> = {
  BAD_INPUT: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  REFUSED: "UNPROCESSABLE_CONTENT",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

/** Whatever was thrown as a TRPCError with the status of its kind. */
export function toTrpcError(error: unknown): unknown {
  return isAppError(error) ? new TRPCError({ code: CODES[error.kind], message: error.code, cause: error }) : error;
}

/** The fields of a failed parse: path → error code. A schema's own message is a code (`cards.privateIdForm`); else the kind of issue is. */
export function fieldsOf(error: ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const own = /^[a-z][A-Za-z]*\.[A-Za-z0-9]+$/.test(issue.message) ? issue.message : null;
    fields[issue.path.join(".")] ??= own ?? `shared.${zodCode(issue as never)}`;
  }
  return fields;
}

function zodCode(issue: { code: string; origin?: string; format?: string; minimum?: number; input?: unknown }): string {
  if (issue.code === "invalid_type" && issue.input === undefined) return "required";
  if (issue.code === "too_small")
    return issue.origin === "string" && issue.minimum === 1
      ? "required"
      : issue.origin === "string"
        ? "tooShort"
        : "tooSmall";
  if (issue.code === "too_big") return issue.origin === "string" ? "tooLong" : "tooBig";
  if (issue.code === "invalid_format") return issue.format === "email" ? "email" : "format";
  return "invalid";
}

/** The `app` part of an error's shape; nothing of the inside for an error that nobody expected. */
export function errorData(error: TRPCError): ErrorData {
  if (isAppError(error.cause))
    return { code: error.cause.code, params: error.cause.params, fields: error.cause.fields };
  if (error.cause instanceof ZodError) return { code: "shared.badInput", params: {}, fields: fieldsOf(error.cause) };
  if (error.code === "BAD_REQUEST" || error.code === "NOT_FOUND" || error.code === "METHOD_NOT_SUPPORTED")
    return { code: "shared.badInput", params: {}, fields: {} };
  return { code: "shared.unexpected", params: {}, fields: {} };
}
