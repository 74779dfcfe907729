export type {
  CardFace,
  CodeKind,
  DeviceInfo,
  LinkAnswer,
  LinkState,
  PhoneCardKind,
} from "./contract";
export { CREDENTIAL_TYP, credentialClaims } from "./contract";
export { memoryStore } from "./phone/memory-store";
export { type PhoneClient, PhoneError, type PhoneOptions, phoneClient, type SyncResult } from "./phone/phone-client";
export { usableSecrets } from "./phone/phone-secrets";
export type { HeldCard, PendingRemoval, PhoneKeys, PhoneStore } from "./phone/phone-store";
export { type Verdict, type VerifyOptions, verifyCredential, verifyDoorCode } from "./verify/verify";
