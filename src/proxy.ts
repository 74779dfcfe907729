import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

/*
 * Runs before every page: Content Security Policy with a nonce of this request, and what server components can't know by
 * themselves (path). It never decides who may see what: that is done where the data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Scripts and styles of our own files only; what is inline carries the nonce. Nothing may frame the portal. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // Pages only: the API and the landing page set their own headers, static files need none.
  matcher: [
    "/((?!api/|a/|token$|_next/|\\.well-known/|favicon|icons/|wallet-sw\\.js|.*\\.(?:png|jpg|svg|ico|webmanifest|js|txt)$).*)",
  ],
};
