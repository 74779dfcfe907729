import type { CardFace, CardLook, DeviceInfo, IdentificationMode } from "../contract";

/** A public P-256 key as the protocol carries it. */
export type PublicKey = { kty: "EC"; crv: "P-256"; x: string; y: string };

/** The phone's two key pairs. In a browser the private parts can't be exported. */
export type PhoneKeys = {
  sign: { privateKey: CryptoKey; publicKey: PublicKey };
  agree: { privateKey: CryptoKey; publicKey: PublicKey };
};

/** A card as the phone keeps it. Times are ISO 8601. */
export type HeldCard = {
  credentialId: string;
  /** The credential, a JWS of the platform. */
  credential: string;
  /** What came beside it: base64url of JSON. */
  secrets: string;
  /** What it shows at the door, a JWS of the platform. */
  pass: string;
  card: CardFace;
  /** How the customer's cards look; a card that was added before looks were told has none. */
  look?: CardLook;
  /** The ways to identify with it, where its configuration names them. */
  modes?: IdentificationMode[];
  issuedAt: string;
  /** The credential's end: renewed by syncing. */
  leaseEndsAt: string;
  /** base64url(SHA-256(token)) of the link it came by, so that the link, opened again, leads to the card. */
  link?: string;
  /** Whether the holder may move it to another phone; told by each sync. */
  transferable?: boolean;
};

/** A card that is gone from the phone and whose confirmation has not been accepted yet. */
export type PendingRemoval = { credentialId: string; card: CardFace; why: "revoked" | "moved" | "holder" };

/**
 * Where a phone keeps its keys and cards: IndexedDB in the web wallet, files in the command.
 * Each function is atomic; two processes or tabs may share a store.
 */
export interface PhoneStore {
  /** The keys; made by `make` at first use, once even when asked twice at the same time. */
  keys(make: () => Promise<PhoneKeys>): Promise<PhoneKeys>;
  /** The keys, when there are any. */
  existingKeys(): Promise<PhoneKeys | null>;
  cards(): Promise<HeldCard[]>;
  putCard(card: HeldCard): Promise<void>;
  /** Deletes a card and notes that this is to be confirmed, in one step. False when it was not there; noted all the same. */
  removeCard(removal: PendingRemoval): Promise<boolean>;
  pending(): Promise<PendingRemoval[]>;
  confirmed(credentialId: string): Promise<void>;
  /** Forgets a card without confirming (the portal does not know it any more). */
  forget(credentialId: string): Promise<void>;
}

export type { DeviceInfo };
