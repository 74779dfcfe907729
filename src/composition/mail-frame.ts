import { config } from "@/platform/config";

/**
 * A mail's HTML for a frame of the portal. It may run nothing, send nothing and reach nothing but its pictures; its links
 * open in windows of their own.
 */
export function mailFrame(html: string, headers: Record<string, string> = {}): Response {
  const policy = [
    "default-src 'none'",
    `img-src data: ${config().origin}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-popups allow-popups-to-escape-sandbox",
  ];
  return new Response(html.replace(/<head[^>]*>/i, '$&<base target="_blank">'), {
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}
