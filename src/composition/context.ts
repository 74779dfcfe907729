import { actorFrom, mustSetUpSecondFactor } from "@/authz";
import { loadAccess, type RequestContext } from "@/authz/server";
import { localeCookie, negotiateLocale } from "@/i18n/locales";
import { sessionOf } from "@/platform/auth";
import { config } from "@/platform/config";
import { clientIp } from "@/platform/http";
import { systemClock } from "@/shared/kernel/clock";
import { newId } from "@/shared/kernel/ids";

/** What a request knows before any procedure runs: the session's row, the user's and account's status and rights are read each time. */
export async function requestContext(headers: Headers): Promise<RequestContext> {
  const session = await sessionOf(headers);
  const access = session?.userId ? await loadAccess(session.userId) : null;
  const afterwards = mustSetUpSecondFactor(access) ? "secondFactor" : null;
  return {
    actor: actorFrom(access),
    pending: session && !session.userId ? "chooseAccount" : afterwards,
    sessionId: session?.sessionId ?? null,
    identityId: session?.identityId ?? null,
    clock: systemClock,
    requestId: headers.get("x-request-id") ?? newId(),
    ip: clientIp(headers, config().trustProxy),
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? "",
    locale: negotiateLocale(localeIn(headers.get("cookie")), headers.get("accept-language")),
  };
}

/** Where whoever is no actor goes before a page: to sign-in, or to what is still to be done after it. */
export function entranceOf({ pending }: Pick<RequestContext, "pending">, next: string): string {
  const page =
    pending === "chooseAccount" ? "/choose-account" : pending === "secondFactor" ? "/second-factor" : "/login";
  return next === "/" ? page : `${page}?next=${encodeURIComponent(next)}`;
}

/** The visitor's choice of language. */
function localeIn(cookies: string | null): string | undefined {
  return cookies
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${localeCookie}=`))
    ?.slice(localeCookie.length + 1);
}
