/**
 * The address that a request came from. Behind a trusted proxy it is the last entry of X-Forwarded-For, which that proxy
 * wrote; otherwise the peer's, which src/server.ts puts into `x-peer-address` (a client's own header of that name is dropped there).
 */
export function clientIp(headers: Pick<Headers, "get">, trustProxy: boolean): string {
  if (trustProxy) {
    const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (last) return last;
  }
  return headers.get("x-peer-address") ?? "unknown";
}
