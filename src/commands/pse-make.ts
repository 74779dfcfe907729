import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openPseKeyContent, writeOpenPse } from "@/modules/reader-configurations/domain/open-pse-reader";
import {
  CHIP_SETTINGS,
  IDENTIFICATION_MODES,
  type IdentificationMode,
  type PseRange,
  type PseSettings,
  pseRange,
} from "@/modules/reader-configurations/domain/pse-settings";
import { encryptPseKeys } from "@/platform/crypto/pse-jwe";

const USAGE = `Writes an open PSE file with a random key (docs/pse-format.md).

  npm run pse:make -- --name London --configuration London --out london.pse

  --name           the PSE file's name
  --configuration  the Blue Mobile ID configuration's name; default: the PSE file's name
  --out            the file to write; it must not exist
  --passphrase     protects the key; default: a random one, which is printed
  --chips          what is ON, by commas; default: mifareDesfire,blueMobileId
                   of: ${CHIP_SETTINGS.join(", ")}
  --modes          identification modes with their ranges; default: badge:contact,slide:very-short,tap-tap:3
                   of: ${IDENTIFICATION_MODES.join(", ")}; ranges: contact, very-short, or metres
  --remote1        switches Remote 1 on, up to so many metres ("on": no range)
  --remote2        the same for Remote 2
`;

function stop(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(1);
}

function readRange(text: string): PseRange {
  const range = pseRange.safeParse(/^\d/.test(text) ? Number(text) : text);
  return range.success ? range.data : stop(`"${text}" is no range`);
}

function readModes(text: string): PseSettings["identificationModes"] {
  return text
    .split(",")
    .filter(Boolean)
    .map((item) => {
      const [mode = "", range = ""] = item.split(":");
      if (!IDENTIFICATION_MODES.includes(mode as IdentificationMode)) stop(`"${mode}" is no identification mode`);
      return { mode: mode as IdentificationMode, range: readRange(range) };
    });
}

function readChips(text: string): PseSettings["chips"] {
  const on = new Set(text.split(",").filter(Boolean));
  const chips = Object.fromEntries(CHIP_SETTINGS.map((chip) => [chip, on.delete(chip)])) as PseSettings["chips"];
  return on.size > 0 ? stop(`"${[...on].join()}" is no chip setting`) : chips;
}

function readRemote(text: string | undefined): PseSettings["remoteOptions"]["remote1"] {
  if (text === undefined) return { on: false };
  return text === "on" ? { on: true } : { on: true, range: readRange(text) };
}

function readOptions() {
  const option = { type: "string" } as const;
  try {
    return parseArgs({
      options: {
        name: option,
        configuration: option,
        out: option,
        passphrase: option,
        chips: { ...option, default: "mifareDesfire,blueMobileId" },
        modes: { ...option, default: "badge:contact,slide:very-short,tap-tap:3" },
        remote1: option,
        remote2: option,
      },
    }).values;
  } catch (error) {
    return stop((error as Error).message);
  }
}

const options = readOptions();
const name = options.name ?? stop("--name is missing");
const out = options.out ?? stop("--out is missing");
const passphrase = options.passphrase ?? randomBytes(9).toString("base64url");
const settings: PseSettings = {
  reader: true,
  chips: readChips(options.chips),
  identificationModes: readModes(options.modes),
  remoteOptions: { remote1: readRemote(options.remote1), remote2: readRemote(options.remote2) },
};
const keys = await encryptPseKeys(openPseKeyContent(randomBytes(32)), passphrase);
try {
  const file = writeOpenPse({ name, configuration: options.configuration ?? name, settings, keys });
  writeFileSync(out, file, { flag: "wx", mode: 0o600 });
} catch (error) {
  stop(`${out} was not written: ${(error as Error).message}`);
}
console.log(`${out} written.${options.passphrase === undefined ? ` Passphrase: ${passphrase}` : ""}`);
