import type { Readable } from "node:stream";
import { accountScope, inTransaction, systemScope, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import type { Actor } from "../actor";
import { type Access, keepRequired, performerOf, requireAccessTo } from "./access";
import type { RequestContext } from "./procedures";

/** A request for a file, or with one, by an actor that holds the declared right. */
export type FileRequest = {
  actor: Actor;
  /** The site of the declared right; "" where it is none of a site. */
  siteId: string;
  query: URLSearchParams;
  locale: string;
  now: Date;
  /** Transactions in the actor's account, or for the operator over all; a write re-reads and locks the rights first. */
  read<T>(run: (work: Work) => Promise<T>): Promise<T>;
  write<T>(run: (work: Work) => Promise<T>): Promise<T>;
};

/** A file to be downloaded. */
export type FileAnswer = { fileName: string; contentType?: string; content: Readable | Uint8Array };

/** An export: what it needs, and how it answers. Exports of a site are asked for with `siteId` in the query. */
export type ExportRoute = { access: Access; handle(request: FileRequest): FileAnswer | Promise<FileAnswer> };

/** An upload: what it needs, how large a body may be (bytes), and what it answers (JSON). */
export type UploadRoute = {
  access: Access;
  maxBytes: number;
  handle(request: FileRequest, form: FormData): Promise<unknown>;
};

/**
 * The request of an actor, once the declared access holds.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN or NOT_FOUND, as `requireAccessTo`.
 */
export async function fileRequest(
  context: RequestContext,
  access: Access,
  query: URLSearchParams,
): Promise<FileRequest> {
  const siteId = access.kind === "site" ? (query.get("siteId") ?? "") : "";
  if (context.actor && access.kind === "site" && !isUuid(siteId)) throw notFound();
  await requireAccessTo(context.actor, access, siteId);
  const actor = context.actor;
  if (!actor) throw notFound();
  const scope = access.kind === "operator" ? systemScope : accountScope(actor.accountId);
  const options = { scope, performer: performerOf(actor), clock: context.clock };
  return {
    actor,
    siteId,
    query,
    locale: context.locale,
    now: context.clock(),
    read: (run) => inTransaction(options, run),
    write: (run) => inTransaction({ ...options, guard: keepRequired(actor.userId, access, siteId) }, run),
  };
}

function notFound(): AppError {
  return new AppError("NOT_FOUND", "shared.notFound");
}
