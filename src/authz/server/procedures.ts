import { initTRPC } from "@trpc/server";
import { z } from "zod";
import { accountScope, inTransaction, type Performer, systemScope, type Tx, type Work } from "@/platform/db";
import { errorData, toTrpcError } from "@/platform/trpc";
import { AppError } from "@/shared/kernel/app-error";
import type { Clock } from "@/shared/kernel/clock";
import type { Actor } from "../actor";
import type { AccountRight, SiteRight } from "../rights";
import { type Access, keepRequired, performerOf, requireAccess, requireAccessTo } from "./access";

/** What a request knows before any procedure runs. */
export type RequestContext = {
  actor: Actor | null;
  sessionId: string | null;
  identityId: string | null;
  /** What whoever has signed in still has to do before being an actor. */
  pending?: "chooseAccount" | "secondFactor" | null;
  clock: Clock;
  requestId: string;
  ip: string;
  userAgent: string;
  locale: string;
  /** What must still hold when a write begins (an If-Match): runs first in its transaction, and throws where it does not. */
  precondition?: (tx: Tx) => Promise<void>;
};

type Run = <T>(run: (work: Work) => Promise<T>) => Promise<T>;

const t = initTRPC
  .context<RequestContext>()
  .meta<{ access: Access }>()
  .create({
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      message: errorData(error).code,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        requestId: ctx?.requestId,
        app: errorData(error),
      },
    }),
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** AppErrors get the status of their kind, whatever threw them. */
const base = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) {
    const mapped = toTrpcError(result.error.cause);
    if (mapped !== result.error.cause) throw mapped;
  }
  return result;
});

const visitor: Performer = { kind: "system", id: null, name: "Visitor" };

/** For anybody. `system` runs in the system scope: what has no account yet (sign-in, registration, one-time links). */
export const publicProcedure = base.meta({ access: { kind: "public" } }).use(({ ctx, next }) => {
  const system: Run = (run) => inTransaction({ scope: systemScope, performer: visitor, clock: ctx.clock }, run);
  return next({ ctx: { system } });
});

/**
 * For whoever has signed in, also before an account is chosen or a required second factor is set up: what a person does with
 * their own identity and sessions, which belong to no account. `system` runs in the system scope.
 */
export const sessionProcedure = base.meta({ access: { kind: "session" } }).use(({ ctx, next }) => {
  const { sessionId, identityId } = ctx;
  if (!sessionId || !identityId) throw new AppError("UNAUTHENTICATED", "shared.signInFirst");
  const performer = ctx.actor ? performerOf(ctx.actor) : visitor;
  const system: Run = (run) => inTransaction({ scope: systemScope, performer, clock: ctx.clock }, run);
  return next({ ctx: { own: { sessionId, identityId }, system } });
});

/** The transactions of a guarded procedure: in the actor's account, or for the operator over all; a write holds the right until it commits. */
function transactions(ctx: RequestContext, actor: Actor, access: Access, siteId?: string): { read: Run; write: Run } {
  const options = {
    scope: access.kind === "operator" ? systemScope : accountScope(actor.accountId),
    performer: performerOf(actor),
    clock: ctx.clock,
  };
  const required = keepRequired(actor.userId, access, siteId);
  const guard = async (tx: Tx) => {
    await required(tx);
    await ctx.precondition?.(tx);
  };
  return {
    read: (run) => inTransaction(options, run),
    write: (run) => inTransaction({ ...options, guard }, run),
  };
}

function guarded(access: Access) {
  return base.meta({ access }).use(({ ctx, next }) => {
    requireAccess(ctx.actor, access);
    const actor = ctx.actor as Actor;
    return next({ ctx: { actor, ...transactions(ctx, actor, access) } });
  });
}

/** For anybody who is signed in: one's own profile and sessions. */
export const signedInProcedure = guarded({ kind: "signedIn" });

/** For actors that hold an account-wide right. */
export const rightProcedure = (right: AccountRight) => guarded({ kind: "account", right });

/** For the operator's users that hold a right; runs over all accounts. */
export const operatorProcedure = (right: AccountRight) => guarded({ kind: "operator", right });

/**
 * For the operator's users that hold a right: reads of one account, named by the input's `accountId`, as that account sees itself, for
 * long lists that only an account's own scope reads by index (docs/decisions/0012).
 */
export const operatorAccountProcedure = (right: AccountRight) =>
  guarded({ kind: "operator", right })
    .input(z.object({ accountId: z.uuid() }))
    .use(({ ctx, input, next }) => {
      const options = { scope: accountScope(input.accountId), performer: performerOf(ctx.actor), clock: ctx.clock };
      const readIn: Run = (run) => inTransaction(options, run);
      return next({ ctx: { readIn } });
    });

/** For actors that hold a right on the site named by the input's `siteId`; another site does not exist. */
export const siteProcedure = (right: SiteRight) => {
  const access: Access = { kind: "site", right };
  return base
    .meta({ access })
    .input(z.object({ siteId: z.uuid() }))
    .use(async ({ ctx, input, next }) => {
      await requireAccessTo(ctx.actor, access, input.siteId);
      const actor = ctx.actor as Actor;
      return next({ ctx: { actor, ...transactions(ctx, actor, access, input.siteId) } });
    });
};
