import type { components } from "./generated/schema.js";

type Problem = components["schemas"]["Problem"];

/** An answer that is no success: the problem (RFC 9457) that the portal told. */
export class PortalError extends Error {
  override readonly name = "PortalError";
  /** HTTP status. */
  readonly status: number;
  /** Stable, for programs: `cards.emailTaken`. `unknown` where something in between answered, and not the portal. */
  readonly code: string;
  /** Inputs at fault, by their path, with a code each. */
  readonly fields: Record<string, string>;
  /** By which the portal's support finds the call again. */
  readonly requestId: string | null;

  constructor(status: number, problem: Partial<Problem>, requestId: string | null) {
    super(problem.detail ?? `The portal answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.fields = problem.fields ?? {};
    this.requestId = problem.requestId ?? requestId;
  }
}

/** The error of an answer that is no success. */
export async function portalErrorOf(response: Response): Promise<PortalError> {
  const type = response.headers.get("content-type") ?? "";
  const problem = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return new PortalError(response.status, problem as Partial<Problem>, response.headers.get("x-request-id"));
}
