import { actorFrom } from "@/authz";
import { loadAccess, type RequestContext } from "@/authz/server";
import { createCaller } from "@/composition/root-router";
import { isAppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";

type Options = { now?: Date; locale?: string };

/** What a request of a user knows, with the rights that it has at this moment; null is a visitor. */
export async function contextOf(user: { id: string } | null, options: Options = {}): Promise<RequestContext> {
  return {
    actor: user ? actorFrom(await loadAccess(user.id)) : null,
    sessionId: null,
    identityId: null,
    clock: () => options.now ?? new Date(),
    requestId: newId(),
    ip: "127.0.0.1",
    userAgent: "test",
    locale: options.locale ?? "en",
  };
}

/** The procedures as a user calls them. */
export async function callerOf(user: { id: string } | null, options: Options = {}) {
  return createCaller(await contextOf(user, options));
}

/** The AppError that a call ends with, as kind, code, parameters and fields; fails where it ends well. */
export async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (reason: unknown) => (isAppError(reason) ? reason : ((reason as Error).cause ?? reason)),
  );
  if (isAppError(error))
    return { kind: error.kind, code: error.code, params: error.params, fields: Object.keys(error.fields) };
  if (error && (error as Error).name === "ZodError")
    return { kind: "BAD_INPUT", code: "shared.badInput", params: {}, fields: [] };
  throw error ?? new Error("The call was not refused");
}
