import { z } from "zod";

/**
 * The phone protocol's messages (docs/phone-protocol.md). Strict: a field that is not named here is refused.
 * A request's body is at most `MAX_BODY` bytes.
 */
export const MAX_BODY = 16 * 1024;

/** How far a phone's clock may be off, in seconds. */
export const CLOCK_SKEW = 300;

const base64url = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));

/** A public P-256 key. */
export const publicJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64url(43),
  y: base64url(43),
});

/** A link's token. */
export const linkToken = z.string().max(100);

/** A compact JWS. */
const jws = z
  .string()
  .max(12_000)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);

const label = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // Control characters have no place in what a portal shows.
    .refine((text) => ![...text].some((c) => c < " " || c === "\u007f"));

/** What a phone says about itself; shown in the card's timeline, never trusted. `app` is name/version. */
export const deviceInfo = z.strictObject({
  model: label(80),
  os: label(40),
  app: z.string().regex(/^[a-z0-9.-]{1,40}\/[A-Za-z0-9.+-]{1,20}$/),
  locale: z.string().regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/),
});
export type DeviceInfo = z.infer<typeof deviceInfo>;

/** The app name of the project's own web wallet; the only one asked for the code of the e-mail. */
export const WEB_WALLET = "web-wallet";

export const linkRequest = z.strictObject({
  token: linkToken,
  /** Thumbprint of the signing key, when the phone has one; only decides whether a code will be asked for. */
  phone: base64url(43).optional(),
  app: deviceInfo.shape.app.optional(),
});

export const activateRequest = z.strictObject({
  token: linkToken,
  code: z.string().max(40).optional(),
  signKey: publicJwk,
  agreeKey: publicJwk,
  device: deviceInfo,
  proof: jws,
});
export type ActivateRequest = z.infer<typeof activateRequest>;

/** Sync, wait and confirm: the key and a JWS by it. */
export const signedRequest = z.strictObject({ signKey: publicJwk, request: jws });

const claims = {
  /** The portal's origin. */
  aud: z.string().max(300),
  /** Seconds since 1970. */
  iat: z.int(),
  /** Unique per request. */
  jti: z.string().min(16).max(64),
};

export const activateProof = z.strictObject({
  ...claims,
  tok: base64url(43),
  sign: base64url(43),
  agree: base64url(43),
});
export const syncClaims = z.strictObject({ ...claims, held: z.array(z.uuid()).max(200) });
export const moveClaims = z.strictObject({ ...claims, credentialId: z.uuid() });
export const confirmClaims = z.strictObject({ ...claims, credentialId: z.uuid(), removed: z.literal(true) });

/** `typ` of the JWS of each request, so that one can't pass for another (RFC 8725, section 3.11). */
export const TYP = {
  activate: "mid-activate+jwt",
  sync: "mid-sync+jwt",
  confirm: "mid-confirm+jwt",
  move: "mid-move+jwt",
} as const;

/** `typ` of a credential, and `cty` of what is encrypted to the phone. */
export const CREDENTIAL_TYP = "mid-credential+jwt";
export const CARD_CTY = "mid-card+json";

/** `typ` of a pass, and what a phone signs at the door: this, the pass and the half minute. */
export const PASS_TYP = "mid-pass+jwt";
export const DOOR_CONTEXT = "mid-door";
/** Seconds that one door code is shown. */
export const DOOR_STEP = 30;

export const cardKind = z.enum(["private-id", "mobile-id-plus", "configuration"]);
export type PhoneCardKind = z.infer<typeof cardKind>;

/** What a card shows. */
export const cardFace = z.object({
  id: z.uuid(),
  kind: cardKind,
  /** The configuration's name, or the product's for a card without one. */
  title: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  site: z.string(),
  company: z.string(),
  configuration: z.string().nullable(),
  privateId: z.string().nullable(),
  csn: z.string().nullable(),
  validFrom: z.iso.datetime().nullable(),
  validUntil: z.iso.datetime().nullable(),
});
export type CardFace = z.infer<typeof cardFace>;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** How the customer's cards look: colours as #rrggbb, the logo's address. Beside a credential, not in it: it proves nothing. */
export const cardLook = z.object({ background: colour, text: colour, logo: z.string().max(500).nullable() });
export type CardLook = z.infer<typeof cardLook>;

/** A way to identify at readers of a card's configuration, and from where: a named range or metres. Only shown. */
export const identificationMode = z.object({ mode: z.string(), range: z.union([z.string(), z.number()]) });
export type IdentificationMode = z.infer<typeof identificationMode>;

/** The claims of a credential. It holds no secret: those come beside it, bound by `sdh`. */
export const credentialClaims = z.object({
  iss: z.string(),
  /** The credential's id. */
  sub: z.uuid(),
  iat: z.int(),
  nbf: z.int().optional(),
  /** The end of the lease, or of the card's validity when that comes first. */
  exp: z.int(),
  /** The phone's signing key (RFC 7800). */
  cnf: z.object({ jwk: publicJwk }),
  status: z.object({ status_list: z.object({ idx: z.int(), uri: z.string() }) }),
  /** base64url(SHA-256(secrets)). */
  sdh: base64url(43),
  card: cardFace,
});
export type CredentialClaims = z.infer<typeof credentialClaims>;

/** What the JWE to the phone holds. `secrets` is base64url of a JSON object: {key?, configuration?}. */
export const cardForPhone = z.object({
  credential: jws,
  secrets: z.string(),
  pass: jws,
  look: cardLook.optional().catch(undefined),
  modes: z.array(identificationMode).optional().catch(undefined),
});

/**
 * What a door code shows of a credential, short enough for a QR code: the credential's id, the end of the lease, the start of
 * validity, the phone's key, the place in the status lists (list and index), and the number that the reader passes on.
 */
export const passClaims = z.object({
  sub: z.uuid(),
  exp: z.int(),
  nbf: z.int().optional(),
  x: base64url(43),
  y: base64url(43),
  st: z.tuple([z.int(), z.int()]),
  id: z.string(),
});
export type PassClaims = z.infer<typeof passClaims>;

export const linkState = z.enum([
  "ready",
  "used",
  "withdrawn",
  "replaced",
  "lapsed",
  "killed",
  "revoked",
  "closed",
  "unknown",
]);
export type LinkState = z.infer<typeof linkState>;

/** Which code activating will ask for: the 4 digits of the e-mail or the 6 of the site. */
export const codeKind = z.enum(["mail", "site"]);
export type CodeKind = z.infer<typeof codeKind>;

/** Answer to `link`. */
export type LinkAnswer = {
  state: LinkState;
  /** Absent when the link is unknown. */
  brand?: { company: string; operator: string; product: string };
  card?: { kind: PhoneCardKind; title: string; firstName: string; lastName: string; site: string; company: string };
  look?: CardLook;
  codeNeeded: CodeKind | null;
  triesLeft?: number;
  used?: { at: string; device: string | null };
  expiresAt?: string;
  locale: string;
};

/** Answer to `activate`. */
export type ActivateAnswer = { credentialId: string; result: "activated" | "again"; credential: string };

/** Answer to `sync`. */
export type SyncAnswer = {
  now: string;
  /** Delete these, then confirm each. */
  removals: { credentialId: string; reason: "revoked" | "moved" }[];
  /** New credentials (JWE) to put in place of those held, or that were lost. */
  renewals: { credentialId: string; credential: string }[];
  /** All cards that the portal knows on this phone and that stay there. */
  cards: { credentialId: string; leaseEndsAt: string; transferable: boolean }[];
};

/** Answer to `move`: a link for the other phone, good for 15 minutes. */
export type MoveAnswer = { link: string; expiresAt: string };

/** Answer to `confirm`. */
export type ConfirmAnswer = { credentialId: string; result: "removed" | "again" };
