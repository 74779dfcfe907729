import { type Clock, systemClock } from "@/shared/kernel/clock";
import { sessionToken } from "./next-auth";
import { type CurrentSession, resolveSession } from "./sessions";

export { hashPassword, verifyPassword } from "./passwords";
export { authRoute } from "./route";
export {
  beginSecondFactor,
  clearSecondFactor,
  consumeCode,
  proveSetup,
  renewRecoveryCodes,
  type SecondFactorSetup,
  storeSecondFactor,
  wrongCode,
} from "./second-factor";
export { type CurrentSession, endSessions, sweepEnded } from "./sessions";
export { forgetWrongPasswords } from "./sign-in";

/** The session that a request's cookie names, if it still lives. */
export async function sessionOf(headers: Headers, clock: Clock = systemClock): Promise<CurrentSession | null> {
  const token = await sessionToken(headers);
  return token ? resolveSession(token, clock()) : null;
}
