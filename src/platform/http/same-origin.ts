import { config } from "../config";

/**
 * Whether a request that changes something came from our own pages (CSRF). Browsers send Sec-Fetch-Site, or at least
 * Origin, with every request that is not GET; a request with a session cookie and neither is refused.
 * With `othersToo` (no origin is configured) the portal's other addresses count as its own.
 * Requests that carry a token or a phone's signature instead of the cookie need no such check.
 */
export function isSameOrigin(headers: Headers, origin: string, othersToo: boolean): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || (site === "none" && headers.get("origin") === null);
  const sent = headers.get("origin");
  return sent !== null && (sent === origin || (othersToo && sameHost(sent, headers)));
}

/** Reached by another of its addresses (127.0.0.1, a name in the local network): the origin is that of the Host asked. */
function sameHost(sent: string, headers: Headers): boolean {
  try {
    return new URL(sent).host === headers.get("host");
  } catch {
    return false;
  }
}

/** Methods that change nothing. */
export function isSafeMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

/** Whether a request that changes something came from the portal's own pages, at its configured address. */
export function isOwnRequest(headers: Headers): boolean {
  return isSameOrigin(headers, config().origin, !config().originIsConfigured);
}
