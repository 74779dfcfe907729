import { Secret, TOTP } from "otpauth";

/* The only file that knows otpauth: time-based one-time passwords (RFC 6238) as every authenticator app makes them. */

const PERIOD = 30;
/** One step either way: clocks of phones differ (RFC 6238, 5.2). */
const WINDOW = 1;
const FORM = { algorithm: "SHA1", digits: 6, period: PERIOD } as const;

/** A new secret of 160 bits (RFC 4226, 4). */
export function newTotpSecret(): Uint8Array {
  return new Uint8Array(new Secret({ size: 20 }).buffer);
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}

/** The secret as people type it into an app, base32, and the address that an app reads from a QR code. */
export function describeTotp(bytes: Uint8Array, issuer: string, label: string): { text: string; uri: string } {
  const secret = secretOf(bytes);
  return { text: secret.base32, uri: new TOTP({ ...FORM, secret, issuer, label }).toString() };
}

/** The time step to which a code of six digits belongs, or null where it is wrong, or of another time. */
export function totpStep(bytes: Uint8Array, code: string, now: Date): number | null {
  const totp = new TOTP({ ...FORM, secret: secretOf(bytes) });
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1_000 / PERIOD) + delta;
}
