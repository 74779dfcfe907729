import { opaquePseReader } from "./opaque-pse-reader";
import { openPseReader } from "./open-pse-reader";
import {
  checkSize,
  type DecryptKeys,
  type ParsedPse,
  type PseFile,
  type PseInput,
  type PseInspection,
  pseError,
} from "./pse-reader";

/**
 * What a PSE file is and what must be asked before it can be read: a passphrase (open files), the configuration's name (opaque ones).
 *
 * Throws BAD_INPUT `readerConfigurations.*`: `emptyFile`, `fileTooLarge` {kibibytes}, `notPse`, `wrongEncoding`, `damagedFile`,
 * `unknownVersion` {version}, `invalidField` {field}.
 */
export function inspectPse(file: PseFile): PseInspection {
  return readerFor(file, neverDecrypt).inspect(file);
}

/**
 * Reads a PSE file whole. `decrypt` opens the keys of an open one (`decryptPseKeys` of platform/crypto).
 *
 * Throws what `inspectPse` throws, and `passphraseNeeded`, `wrongPassphrase`, `badKeys`, `nameNeeded`, `badName`.
 */
export async function readPse(file: PseFile, input: PseInput, decrypt: DecryptKeys): Promise<ParsedPse> {
  return readerFor(file, decrypt).read(file, input);
}

function readerFor(file: PseFile, decrypt: DecryptKeys) {
  checkSize(file.bytes.length);
  const reader = [openPseReader(decrypt), opaquePseReader].find((candidate) => candidate.recognizes(file.bytes));
  if (!reader) throw pseError("notPse", {}, "file");
  return reader;
}

const neverDecrypt: DecryptKeys = () => Promise.reject(new Error("An inspection opens no keys"));
