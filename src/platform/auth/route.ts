import { AppError, isAppError } from "@/shared/kernel/app-error";
import { type Clock, systemClock } from "@/shared/kernel/clock";
import { config } from "../config";
import { inTransaction, systemPerformer, systemScope } from "../db";
import { clientIp, isOwnRequest, problem } from "../http";
import { log } from "../logging";
import { cookieName, cookiesOf, DEVICE_COOKIE, deviceCookie, knownDevice, SESSION_COOKIE } from "./cookies";
import { type Credentials, callNextAuth, sessionToken } from "./next-auth";
import { endSessionOfToken } from "./sessions";
import { type SignedIn, signIn } from "./sign-in";

/** The few things of next-auth that the portal offers; all else does not exist. */
function actionOf(request: Request): string[] | null {
  const action = new URL(request.url).pathname.replace(/^\/api\/auth\//, "");
  const known = request.method === "POST" ? ["callback/credentials", "signout"] : ["csrf"];
  return known.includes(action) ? action.split("/") : null;
}

async function attempt(request: Request, given: Credentials, now: Date): Promise<SignedIn> {
  // Longer than any address or password that the forms take: not worth a hash.
  if (
    !given.email ||
    !given.password ||
    given.email.length > 254 ||
    given.password.length > 500 ||
    given.code.length > 50
  )
    throw new AppError("UNAUTHENTICATED", "access.wrongSignIn");
  return signIn({
    email: given.email,
    password: given.password,
    code: given.code,
    remember: given.remember === "true",
    ip: clientIp(request.headers, config().trustProxy),
    userAgent: request.headers.get("user-agent") ?? "",
    device: knownDevice(cookiesOf(request.headers)[cookieName(DEVICE_COOKIE)], given.email),
    formerToken: await sessionToken(request.headers),
    now,
  });
}

function refusal(error: unknown): Response {
  if (!isAppError(error)) log.error({ err: error }, "sign-in failed");
  return problem(error);
}

function respond(body: unknown, cookies: string[]): Response {
  const response = Response.json(body, { headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

/** Without "remember me" the cookie ends with the browser. */
function untilBrowserCloses(cookie: string): string {
  return cookie.startsWith(`${cookieName(SESSION_COOKIE)}=`) ? cookie.replace(/;\s*Expires=[^;]*/i, "") : cookie;
}

/**
 * Answers /api/auth/*: `GET csrf` gives `{csrfToken}`; `POST callback/credentials` (a form of csrfToken, email, password,
 * code, remember) signs in and gives `{chooseAccount, mustSetUp}`; `POST signout` (csrfToken) ends the session. Refusals are
 * problem+json; `access.codeNeeded` asks for the same form again with a code.
 */
export async function authRoute(request: Request, clock: Clock = systemClock): Promise<Response> {
  const action = actionOf(request);
  if (!action) return problem(new AppError("NOT_FOUND", "shared.notFound"));
  const post = request.method === "POST";
  if (post && !isOwnRequest(request.headers)) return problem(new AppError("FORBIDDEN", "shared.crossSite"));
  const form = post ? Object.fromEntries(new URLSearchParams((await request.text()).slice(0, 10_000))) : {};

  let signedIn: SignedIn | undefined;
  let error: unknown;
  const answer = await callNextAuth(request, action, form, {
    async authorize(credentials) {
      try {
        signedIn = await attempt(request, credentials, clock());
        return signedIn.token;
      } catch (thrown) {
        error = thrown;
        return null;
      }
    },
    signedOut: (token) =>
      inTransaction({ scope: systemScope, performer: systemPerformer, clock }, (work) =>
        endSessionOfToken(work, token),
      ),
  });

  if (error) return refusal(error);
  if (answer.crossSite) return problem(new AppError("FORBIDDEN", "shared.crossSite"));
  if (action[0] === "csrf") return respond(answer.body, answer.cookies);
  if (action[0] === "signout") return respond({ signedOut: true }, answer.cookies);
  if (!signedIn) return refusal(new Error("next-auth did not ask for the credentials"));
  const cookies = form.remember === "true" ? answer.cookies : answer.cookies.map(untilBrowserCloses);
  const marks = cookiesOf(request.headers)[cookieName(DEVICE_COOKIE)];
  const device = deviceCookie(signedIn.email, marks);
  return respond({ chooseAccount: signedIn.userId === null, mustSetUp: signedIn.mustSetUp }, [...cookies, device]);
}
