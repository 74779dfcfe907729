import "server-only";
import { TRPCError } from "@trpc/server";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/authz";
import { type Access, requireAccessTo } from "@/authz/server";
import { isAppError } from "@/shared/kernel/app-error";
import { entranceOf, requestContext } from "./context";

/** The context of the page's request, read once. */
export const pageContext = cache(async () => requestContext(await headers()));

/** Who looks at the page, or null. */
export async function currentActor(): Promise<Actor | null> {
  return (await pageContext()).actor;
}

/**
 * Requires a right before anything of a page is read or sent: an anonymous visitor goes to sign-in and comes back; what the
 * actor may not see or do does not exist as a page (decisions, section 3).
 */
export async function requirePage(access: Access, siteId?: string): Promise<Actor> {
  const context = await pageContext();
  const { actor } = context;
  if (!actor) redirect(entranceOf(context, (await headers()).get("x-path") ?? "/"));
  try {
    await requireAccessTo(actor, access, siteId);
  } catch (error) {
    if (isAppError(error)) notFound();
    throw error;
  }
  return actor;
}

/** What a page is about, read before anything is sent; what does not exist for the reader, or has no such id, is no page. */
export async function existing<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")) notFound();
    throw error;
  }
}
