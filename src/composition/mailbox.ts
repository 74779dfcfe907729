import type { Actor } from "@/authz";
import { type Access, performerOf, requireAccess } from "@/authz/server";
import { config } from "@/platform/config";
import { inTransaction, systemScope } from "@/platform/db";
import { readMailboxMessage } from "@/platform/email";
import { isUuid } from "@/shared/kernel/ids";
import { requestContext } from "./context";

const ACCESS: Access = { kind: "operator", right: "health.view" };

/** The built-in mailbox is there to be read in demo and development only. */
export function mailboxIsOpen(): boolean {
  return config().demo || config().env === "development";
}

/**
 * A mail's HTML for the frame in which the operator reads it. It may run nothing, send nothing and reach nothing but its
 * pictures; its links open in windows of their own. Whatever is wrong: 404, without a body.
 */
export async function readMailbox(request: Request, id: string): Promise<Response> {
  const html = mailboxIsOpen() && isUuid(id) ? await htmlFor(request, id).catch(() => null) : null;
  if (html === null) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const { origin } = config();
  const policy = [
    "default-src 'none'",
    `img-src data: ${origin}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-popups allow-popups-to-escape-sandbox",
  ];
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}

async function htmlFor(request: Request, id: string): Promise<string | null> {
  const { actor } = await requestContext(request.headers);
  requireAccess(actor, ACCESS);
  const performer = performerOf(actor as Actor);
  const message = await inTransaction({ scope: systemScope, performer }, (work) => readMailboxMessage(work, id));
  // Links in a frame without scripts open in windows of their own.
  return message?.html.replace(/<head[^>]*>/i, '$&<base target="_blank">') ?? null;
}
