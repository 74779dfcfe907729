export { buildIfNeeded } from "./build";
export { localAddresses, makeCertificate } from "./certificate";
export { type DatabaseWatch, watchDatabase } from "./database-watch";
export { createFront } from "./front";
export { lockFolder } from "./lock";
