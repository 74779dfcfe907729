/** What an error means to whoever asked; each edge (tRPC, problem+json, page) maps a kind once. */
export type ErrorKind =
  | "BAD_INPUT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "REFUSED"
  | "RATE_LIMITED"
  | "UNAVAILABLE";

export type ErrorParams = Record<string, string | number>;

/**
 * The one error that use cases throw.
 *
 * `code` is `<module>.<reason>`; its message is the catalogue key `<module>.errors.<reason>`, filled with `params`.
 * `fields` names the inputs at fault: path → code of the same form.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly params: ErrorParams;
  readonly fields: Record<string, string>;

  constructor(
    kind: ErrorKind,
    code: string,
    options: { params?: ErrorParams; fields?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.code = code;
    this.params = options.params ?? {};
    this.fields = options.fields ?? {};
  }
}

/** True for an `AppError`, also one that was thrown by another copy of this file (the server process and Next each load one). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "kind" in error && "code" in error;
}

/** The message key of an error code: `credits.insufficient` → `credits.errors.insufficient`. */
export function messageKey(code: string): string {
  const dot = code.indexOf(".");
  return `${code.slice(0, dot)}.errors.${code.slice(dot + 1)}`;
}
