import type { IncomingMessage, ServerResponse } from "node:http";
import { activateRequest, linkRequest, signedRequest } from "../contract";
import { activateCard } from "./activate-card";
import { linkForWallet } from "./describe-link";
import { deviceEndpoint } from "./device-http";
import { moveCard } from "./move-card";
import { confirmRemoval, syncPhone } from "./sync-phone";
import { waitForPhone } from "./wait-for-phone";

export { activationEmails } from "./holder-requests";
export { type LandingBrand, landingBrand } from "./ports";
export { jwksResponse, statusListResponse } from "./status-lists";

/** The endpoints of the phone protocol (docs/phone-protocol.md). */
export const activateEndpoint = deviceEndpoint(activateRequest, activateCard);
export const linkEndpoint = deviceEndpoint(linkRequest, linkForWallet);
export const syncEndpoint = deviceEndpoint(signedRequest, syncPhone);
export const moveEndpoint = deviceEndpoint(signedRequest, moveCard);
export const waitEndpoint = deviceEndpoint(signedRequest, waitForPhone);
export const confirmEndpoint = deviceEndpoint(signedRequest, confirmRemoval);

const PHONES = new Map([
  ["/api/device/activate", activateEndpoint],
  ["/api/device/link", linkEndpoint],
  ["/api/device/sync", syncEndpoint],
  ["/api/device/move", moveEndpoint],
  ["/api/device/wait", waitEndpoint],
  ["/api/device/confirm", confirmEndpoint],
]);

/**
 * Answers the phone protocol's requests in the process in front, so that they cost no page server (quality figures P1, P18;
 * docs/decisions/0006). False: not one of them, or not a POST; the route handlers of the same functions then answer.
 */
export function answerPhone(request: IncomingMessage, response: ServerResponse): boolean {
  const endpoint = request.method === "POST" ? PHONES.get(request.url?.split("?", 1)[0] ?? "") : undefined;
  if (!endpoint) return false;
  endpoint.node(request, response).catch(() => response.destroy());
  return true;
}

export { landingFormResponse, landingResponse } from "./landing/landing-response";
export { endLapsedMoves } from "./move-card";
export { forgetRequests } from "./rate-limit";
