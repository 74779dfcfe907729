import { createHash } from "node:crypto";
import { DEFAULT_LOOK, logoPath } from "@/modules/personalization";
import { config } from "@/platform/config";
import {
  currentSigningKey,
  deriveKey,
  encryptToPhone,
  open,
  type PublicJwk,
  signClaims,
  statusPlace,
  thumbprint,
} from "@/platform/crypto";
import {
  CARD_CTY,
  type CardFace,
  type CardLook,
  CREDENTIAL_TYP,
  type CredentialClaims,
  type IdentificationMode,
  PASS_TYP,
  type PassClaims,
  type PhoneCardKind,
} from "../contract";

/** What `credential_content()` answers. */
export type CredentialContent = {
  credentialId: string;
  phoneId: string;
  signKey: PublicJwk;
  agreeKey: PublicJwk;
  statusIndex: number;
  issuedAt: string;
  leaseEndsAt: string;
  sendingId: string;
  cardId: string;
  kind: "PRIVATE_ID" | "MOBILE_ID_PLUS" | "CONFIGURATION";
  firstName: string;
  lastName: string;
  privateId: string | null;
  csn: string | null;
  validFrom: string | null;
  validUntil: string | null;
  accountId: string;
  siteId: string;
  site: string;
  company: string;
  configuration: string | null;
  settings: unknown;
  modes: IdentificationMode[] | null;
  sealedKeys: string | null;
  plusProduct: string | null;
  look: FoundLook;
};

/** What `card_look()` answers: what nobody has set is null. */
export type FoundLook = { background: string | null; text: string | null; logo: string | null };

/** The look of an account's cards, as a phone is told. */
export function cardLookOf({ background, text, logo }: FoundLook): CardLook {
  return {
    background: background ?? DEFAULT_LOOK.headerBackground,
    text: text ?? DEFAULT_LOOK.headerText,
    logo: logo === null ? null : config().origin + logoPath(logo),
  };
}

const KINDS = { PRIVATE_ID: "private-id", MOBILE_ID_PLUS: "mobile-id-plus", CONFIGURATION: "configuration" } as const;

export function phoneKind(kind: CredentialContent["kind"]): PhoneCardKind {
  return KINDS[kind];
}

const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);
const iso = (time: string | null) => (time === null ? null : new Date(time).toISOString());

function faceOf(content: CredentialContent): CardFace {
  return {
    id: content.cardId,
    kind: phoneKind(content.kind),
    title: content.configuration ?? content.plusProduct ?? "Mobile ID+",
    firstName: content.firstName,
    lastName: content.lastName,
    site: content.site,
    company: content.company,
    configuration: content.configuration,
    privateId: content.privateId,
    csn: content.csn,
    validFrom: iso(content.validFrom),
    validUntil: iso(content.validUntil),
  };
}

/** A user card gets a key of its own, derived per sending; only a configuration card carries the configuration's keys. */
function secretsOf(content: CredentialContent): Record<string, unknown> {
  if (content.sealedKeys === null) return {};
  const keys = open("pse-keys", Buffer.from(content.sealedKeys, "base64"));
  if (content.kind === "CONFIGURATION") {
    return {
      configuration: { name: content.configuration, settings: content.settings, keys: keys.toString("base64url") },
    };
  }
  return { key: deriveKey(keys, content.sendingId, "mobile-id-portal card key").toString("base64url") };
}

/**
 * Writes the credential of a card on a phone: signed by the platform, encrypted to the phone with the card's secrets
 * (docs/phone-protocol.md, "The credential"). Writing it again gives another text of the same meaning.
 */
export async function issueCredential(content: CredentialContent, now: Date): Promise<string> {
  const { origin } = config();
  const secrets = Buffer.from(JSON.stringify(secretsOf(content))).toString("base64url");
  const place = statusPlace(content.statusIndex);
  const lease = seconds(content.leaseEndsAt);
  const claims: CredentialClaims = {
    iss: origin,
    sub: content.credentialId,
    iat: Math.floor(now.getTime() / 1000),
    ...(content.validFrom === null ? {} : { nbf: seconds(content.validFrom) }),
    exp: content.validUntil === null ? lease : Math.min(lease, seconds(content.validUntil)),
    cnf: { jwk: { kty: "EC", crv: "P-256", x: content.signKey.x, y: content.signKey.y } },
    status: { status_list: { idx: place.idx, uri: `${origin}/api/device/status-lists/${place.list}` } },
    sdh: createHash("sha256").update(secrets).digest("base64url"),
    card: faceOf(content),
  };
  const pass: PassClaims = {
    sub: claims.sub,
    exp: claims.exp,
    ...(claims.nbf === undefined ? {} : { nbf: claims.nbf }),
    x: content.signKey.x,
    y: content.signKey.y,
    st: [place.list, place.idx],
    id: content.privateId ?? content.csn ?? "",
  };
  const key = await currentSigningKey(now);
  const plain = Buffer.from(
    JSON.stringify({
      credential: signClaims(key, CREDENTIAL_TYP, claims),
      secrets,
      pass: signClaims(key, PASS_TYP, pass),
      look: cardLookOf(content.look),
      modes: content.modes ?? undefined,
    }),
  );
  return encryptToPhone(plain, content.agreeKey, thumbprint(content.agreeKey), CARD_CTY);
}
