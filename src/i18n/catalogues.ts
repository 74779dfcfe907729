import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Locale } from "./locales";

/** Messages by namespace; a namespace is a file `messages/<locale>/<namespace>.json` without its ending. */
export type Catalogue = Record<string, Record<string, unknown>>;

const root = path.join(process.cwd(), "src", "i18n", "messages");
const loaded = new Map<Locale, { catalogue: Catalogue; stamp: number; checkedAt: number }>();

/**
 * All messages of a language, read from the files beside this one (the process runs in the project's folder).
 * A changed file is seen within a second, so that translators need no restart.
 */
export function loadCatalogue(locale: Locale): Catalogue {
  const known = loaded.get(locale);
  const now = performance.now();
  if (known && now - known.checkedAt < 1000) return known.catalogue;

  const folder = path.join(root, locale);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const stamp = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).mtimeMs, files.length);
  if (known && known.stamp === stamp) {
    known.checkedAt = now;
    return known.catalogue;
  }
  const catalogue: Catalogue = {};
  for (const name of files) {
    catalogue[namespaceOf(name)] = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  }
  loaded.set(locale, { catalogue, stamp, checkedAt: now });
  return catalogue;
}

/** `reader-configurations.json` → `readerConfigurations`. */
export function namespaceOf(fileName: string): string {
  return fileName.replace(/\.json$/, "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
