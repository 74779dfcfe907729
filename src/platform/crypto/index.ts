export { hashApiSecret, isWholeSecret, newApiSecret, randomText } from "./api-secrets";
export { deriveKey } from "./at-rest";
export type { CodeCheck } from "./codes";
export { readPublicKey, verifyCompact } from "./compact-jws";
export type { KeyRing } from "./key-ring";
export type { LinkPurpose } from "./link-tokens";
export { encryptToPhone } from "./phone-jwe";
export { type PublicJwk, thumbprint } from "./phone-keys";
export {
  checkMailCode,
  checkOwnCode,
  checkSiteCode,
  mailCode,
  makeLinkToken,
  open,
  ownCode,
  readLinkToken,
  seal,
  sealOwnCode,
  secretMarks,
  siteCode,
} from "./portal-keys";
export { decryptPseKeys, encryptPseKeys } from "./pse-jwe";
export { loadSigningKey, newSigningKey, publishedJwk, type SigningKey, signClaims } from "./signing";
export { currentSigningKey, publishedKeys } from "./signing-keys";
export { encodeStatusList, LIST_SIZE, readStatus, type StatusValue, statusPlace } from "./status-list";
