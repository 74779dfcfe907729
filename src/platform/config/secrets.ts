import { hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where every key of the product comes from: one master secret, from the environment or, in demo mode, made on the spot. */
export type Secrets = {
  /** True when the master secret was generated into the data folder. */
  generated: boolean;
  /** A 32-byte key for one purpose, derived by HKDF-SHA-256 (RFC 5869). */
  derive(purpose: string): Buffer;
};

/** The secrets of a master secret text. */
export function secretsFrom(master: string, generated: boolean): Secrets {
  const cache = new Map<string, Buffer>();
  return {
    generated,
    derive(purpose) {
      let key = cache.get(purpose);
      if (!key) {
        key = Buffer.from(hkdfSync("sha256", master, "mobile-id-portal", purpose, 32));
        cache.set(purpose, key);
      }
      return key;
    },
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
