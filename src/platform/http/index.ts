export { clientIp } from "./client-ip";
export { attachment, formWithin } from "./files";
export { problem } from "./problem";
export { isOwnRequest, isSafeMethod } from "./same-origin";
