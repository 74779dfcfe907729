import { activateRequest, linkRequest, signedRequest } from "../contract";
import { activateCard } from "./activate-card";
import { linkForWallet } from "./describe-link";
import { deviceEndpoint } from "./device-http";
import { moveCard } from "./move-card";
import { confirmRemoval, syncPhone } from "./sync-phone";
import { waitForPhone } from "./wait-for-phone";

export { jwksResponse, statusListResponse } from "./status-lists";

/** The endpoints of the phone protocol (docs/phone-protocol.md). */
export const activateEndpoint = deviceEndpoint(activateRequest, activateCard);
export const linkEndpoint = deviceEndpoint(linkRequest, linkForWallet);
export const syncEndpoint = deviceEndpoint(signedRequest, syncPhone);
export const moveEndpoint = deviceEndpoint(signedRequest, moveCard);
export const waitEndpoint = deviceEndpoint(signedRequest, waitForPhone);
export const confirmEndpoint = deviceEndpoint(signedRequest, confirmRemoval);
export { landingFormResponse, landingResponse } from "./landing/landing-response";
export { endLapsedMoves } from "./move-card";
export { forgetRequests } from "./rate-limit";
