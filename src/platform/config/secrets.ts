import { hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where every key of the product comes from: one master secret, from the environment or, in demo mode, made on the spot. */
export type Secrets = {
  /** True when the master secret was generated into the data folder. */
  generated: boolean;
  /** A 32-byte key for one purpose, derived by HKDF-SHA-256 (RFC 5869) from the master secret of today. */
  derive(purpose: string): Buffer;
  /** The number of the master secret of today: 1, and one more with each that was retired. */
  current: number;
  /** The numbers of all known master secrets, the one of today first. */
  known: number[];
  /** The key for one purpose from the master secret of a number; undefined where that one is not known (any more). */
  of(id: number, purpose: string): Buffer | undefined;
};

/**
 * The secrets of a master secret text.
 *
 * @param retired former master secrets, oldest first; null stands for one that is no longer needed.
 */
export function secretsFrom(master: string, generated: boolean, retired: (string | null)[] = []): Secrets {
  const cache = new Map<string, Buffer>();
  const masters = [...retired, master];
  const current = masters.length;
  const of = (id: number, purpose: string) => {
    const text = masters[id - 1];
    if (text === undefined || text === null) return undefined;
    const name = `${id}:${purpose}`;
    let key = cache.get(name);
    if (!key) {
      key = Buffer.from(hkdfSync("sha256", text, "mobile-id-portal", purpose, 32));
      cache.set(name, key);
    }
    return key;
  };
  return {
    generated,
    current,
    known: masters.flatMap((text, index) => (text === null ? [] : [index + 1])).reverse(),
    derive: (purpose) => of(current, purpose) as Buffer,
    of,
  };
}

/** Reads the generated master secret of a data folder, making it at first use (mode 0600). */
export function generatedMaster(dataDir: string): string {
  const file = join(dataDir, "master-secret");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    try {
      writeFileSync(file, randomBytes(48).toString("base64url"), { flag: "wx", mode: 0o600 });
      chmodSync(file, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
