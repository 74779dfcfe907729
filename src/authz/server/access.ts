import { type Performer, type Prisma, sqlOne, type Tx } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { type AccessRecord, type Actor, actorFrom } from "../actor";
import { can, canOnSite, canSeeSite } from "../can";
import type { AccountRight, SiteRight } from "../rights";

/** What a procedure, route or export declares to need. */
export type Access =
  | { kind: "public" }
  /** A session, perhaps with the account still to be chosen, or a required second factor to be set up. */
  | { kind: "session" }
  /** Signed in, whatever the rights (one's own profile). */
  | { kind: "signedIn" }
  | { kind: "account"; right: AccountRight }
  | { kind: "operator"; right: AccountRight }
  /** A right on the site that the input names in `siteId`. */
  | { kind: "site"; right: SiteRight };

/** Reads a user's access now; null where there is no such user. */
export async function loadAccess(userId: string): Promise<AccessRecord | null> {
  const row = await sqlOne<{ access: AccessRecord | null }>("load_access", "select load_access($1, false) as access", [
    userId,
  ]);
  return row?.access ?? null;
}

/** Reads a user's access and keeps it as it is until the transaction ends: no write after a right was taken away. */
export async function keepAccess(tx: Tx, userId: string): Promise<AccessRecord | null> {
  const rows = await tx.$queryRaw<{ access: Prisma.JsonValue }[]>`select load_access(${userId}::uuid, true) as access`;
  return (rows[0]?.access ?? null) as AccessRecord | null;
}

/**
 * Refuses an actor that lacks the declared access.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, or NOT_FOUND for a site that the actor may not see.
 */
export function requireAccess(actor: Actor | null, access: Access, siteId?: string): void {
  if (access.kind === "public") return;
  if (!actor) throw new AppError("UNAUTHENTICATED", "shared.signInFirst");
  if (access.kind === "account" || access.kind === "operator") {
    // The operator's console does not exist for anybody else.
    if (access.kind === "operator" && actor.accountType !== "OPERATOR")
      throw new AppError("NOT_FOUND", "shared.notFound");
    if (!can(actor, access.right)) throw new AppError("FORBIDDEN", "shared.forbidden");
  }
  if (access.kind === "site") {
    if (!siteId || !canSeeSite(actor, siteId)) throw new AppError("NOT_FOUND", "shared.notFound");
    if (!canOnSite(actor, siteId, access.right)) throw new AppError("FORBIDDEN", "shared.forbidden");
  }
}

/**
 * `requireAccess`, and for a site also that it is one of the actor's account: rights on every site say nothing about
 * which sites there are.
 *
 * @throws AppError as requireAccess does.
 */
export async function requireAccessTo(actor: Actor | null, access: Access, siteId?: string): Promise<void> {
  requireAccess(actor, access, siteId);
  if (access.kind !== "site" || !actor) return;
  const row = await sqlOne<{ yes: boolean }>("is_site_of", "select is_site_of($1, $2) as yes", [
    siteId,
    actor.accountId,
  ]);
  if (!row?.yes) throw new AppError("NOT_FOUND", "shared.notFound");
}

/** The guard of a transaction that writes: reads the rights again, locked, and requires them. */
export function keepRequired(userId: string, access: Access, siteId?: string): (tx: Tx) => Promise<void> {
  return async (tx) => {
    const actor = actorFrom(await keepAccess(tx, userId));
    requireAccess(actor, access, siteId);
  };
}

export function performerOf(actor: Actor): Performer {
  return { kind: actor.kind, id: actor.userId, name: actor.name };
}
