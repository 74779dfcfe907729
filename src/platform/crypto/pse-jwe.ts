import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { AppError } from "@/shared/kernel/app-error";

const ALG = "PBES2-HS512+A256KW";
const ENC = "A256GCM";
/** Rounds of PBKDF2-HMAC-SHA-512 for new files (OWASP's figure for this function). */
const ROUNDS = 210_000;
/** A file may ask for more, but not for so many that deriving its key becomes an attack; nor for so few that guessing is cheap. */
const MOST_ROUNDS = 2_000_000;
const FEWEST_ROUNDS = 100_000;

/** Passphrases are compared in Unicode's composed form, whatever the keyboard made. */
const secret = (passphrase: string) => new TextEncoder().encode(passphrase.normalize("NFC"));

/** Encrypts the keys of a PSE file under a passphrase: compact JWE, PBES2-HS512+A256KW with A256GCM (RFC 7518, section 4.8). */
export async function encryptPseKeys(keys: Uint8Array, passphrase: string): Promise<string> {
  return new CompactEncrypt(keys)
    .setProtectedHeader({ alg: ALG, enc: ENC })
    .setKeyManagementParameters({ p2c: ROUNDS })
    .encrypt(secret(passphrase));
}

/**
 * Opens what `encryptPseKeys` made, and what others made by docs/pse-format.md.
 *
 * Throws BAD_INPUT `readerConfigurations.wrongPassphrase`; `readerConfigurations.badKeys` when it is no such JWE, or one whose key
 * would take more than 2,000,000 or fewer than 100,000 rounds to derive, which is decided before deriving.
 */
export async function decryptPseKeys(jwe: string, passphrase: string): Promise<Uint8Array> {
  let rounds: unknown;
  try {
    const header = decodeProtectedHeader(jwe);
    if (header.alg === ALG && header.enc === ENC) rounds = header.p2c;
  } catch {
    // Told below, without the reason: it could quote the file.
  }
  if (!Number.isInteger(rounds) || (rounds as number) > MOST_ROUNDS || (rounds as number) < FEWEST_ROUNDS) {
    throw new AppError("BAD_INPUT", "readerConfigurations.badKeys", {
      fields: { file: "readerConfigurations.badKeys" },
    });
  }
  try {
    const { plaintext } = await compactDecrypt(jwe, secret(passphrase), {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
      maxPBES2Count: MOST_ROUNDS,
    });
    return plaintext;
  } catch {
    throw new AppError("BAD_INPUT", "readerConfigurations.wrongPassphrase", {
      fields: { passphrase: "readerConfigurations.wrongPassphrase" },
    });
  }
}
