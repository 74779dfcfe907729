export { clientIp } from "./client-ip";
export { attachment, formWithin } from "./files";
export { isInNetworks, placeOf, plainAddress, readNetwork } from "./networks";
export { isPublicAddress, type OutgoingAnswer, postOutside } from "./outgoing";
export { problem, statusOf } from "./problem";
export { isOwnRequest, isSafeMethod } from "./same-origin";
