import { statusOf } from "@/platform/http";
import { log } from "@/platform/logging";
import { isAppError } from "@/shared/kernel/app-error";
import { bodyWithin, callerOf, preflight } from "./api-call";
import { BEARER_SECONDS, grantBearer } from "./authenticate";

const BODY = 16 * 1024;

/** `POST /token`: client credentials (RFC 6749, 4.4) by HTTP Basic, or in the form as that RFC's 2.3.1 also allows. */
export async function tokenResponse(request: Request): Promise<Response> {
  if (request.method === "OPTIONS") return preflight(request);
  try {
    const form = new URLSearchParams(new TextDecoder().decode(await bodyWithin(request, BODY)));
    if (form.get("grant_type") !== "client_credentials") return refusal(400, "unsupported_grant_type");
    const scope = form.get("scope");
    if (scope !== null && scope.trim() !== "" && scope.trim() !== "global") return refusal(400, "invalid_scope");
    const { id, secret } = basicOf(request.headers) ?? {
      id: form.get("client_id") ?? "",
      secret: form.get("client_secret") ?? "",
    };
    const token = await grantBearer(id, secret, callerOf(request));
    return Response.json(
      { access_token: token, token_type: "Bearer", expires_in: BEARER_SECONDS, scope: "global" },
      { headers: { "cache-control": "no-store", pragma: "no-cache" } },
    );
  } catch (error) {
    if (!isAppError(error)) {
      log.error({ requestId: request.headers.get("x-request-id"), err: error }, "request failed");
      return refusal(500, "server_error");
    }
    const status = statusOf(error.kind);
    if (status === 429)
      return refusal(429, "slow_down", { "retry-after": String(error.params.retryAfterSeconds ?? 60) });
    if (status === 503) return refusal(503, "temporarily_unavailable", { "retry-after": "5" });
    if (status === 401) return refusal(401, "invalid_client", { "www-authenticate": 'Basic realm="token"' });
    return status === 403 ? refusal(403, "access_denied") : refusal(400, "invalid_request");
  }
}

/** An error as RFC 6749, 5.2 says it, with what clients of the compatible API look for. */
function refusal(status: number, error: string, more: Record<string, string> = {}): Response {
  return Response.json(
    { error, StatusCode: status, Message: error },
    { status, headers: { "cache-control": "no-store", ...more } },
  );
}

function basicOf(headers: Headers): { id: string; secret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]{1,4000}) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}
