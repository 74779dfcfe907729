import type { Actor } from "@/authz";
import { type Access, performerOf, requireAccess } from "@/authz/server";
import { config } from "@/platform/config";
import { inTransaction, systemScope } from "@/platform/db";
import { readMailboxMessage } from "@/platform/email";
import { isUuid } from "@/shared/kernel/ids";
import { requestContext } from "./context";
import { mailFrame } from "./mail-frame";

const ACCESS: Access = { kind: "operator", right: "health.view" };

/** The built-in mailbox is there to be read in demo and development only. */
export function mailboxIsOpen(): boolean {
  return config().demo || config().env === "development";
}

/** A mail's HTML for the frame in which the operator reads it. Whatever is wrong: 404, without a body. */
export async function readMailbox(request: Request, id: string): Promise<Response> {
  const html = mailboxIsOpen() && isUuid(id) ? await htmlFor(request, id).catch(() => null) : null;
  if (html === null) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return mailFrame(html);
}

async function htmlFor(request: Request, id: string): Promise<string | null> {
  const { actor } = await requestContext(request.headers);
  requireAccess(actor, ACCESS);
  const performer = performerOf(actor as Actor);
  const message = await inTransaction({ scope: systemScope, performer }, (work) => readMailboxMessage(work, id));
  return message?.html ?? null;
}
