import { hash, verify } from "@node-rs/argon2";

/** Argon2id (the library's default variant) with OWASP's parameters: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** Stands for the password of an address that has none, so that both take the same time: of a random password nobody knows. */
const NOBODY = hash(crypto.randomUUID() + crypto.randomUUID(), COST);

/** The hash of a password, made off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

/** Whether a password is that of a hash; always false for null, after the same time. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await NOBODY), password.normalize("NFC"));
  return right && passwordHash !== null;
}
