import { tokenResponse } from "@/composition/web-api";

/** Bearer tokens for client id and secret (RFC 6749, 4.4). */
export function POST(request: Request): Promise<Response> {
  return tokenResponse(request);
}

export { POST as OPTIONS };
