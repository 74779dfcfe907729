import { AppError } from "@/shared/kernel/app-error";
import type { PseSettings } from "./pse-settings";

/** The largest PSE file that is taken, of either format. */
export const PSE_MAX_BYTES = 1024 * 1024;

export type PseFormat = "OPEN" | "OPAQUE";

/** A file as it was uploaded. */
export type PseFile = { fileName: string; bytes: Uint8Array };

/** What the person adds to the file: the passphrase of an open file's keys, the configuration's name for an opaque one. */
export type PseInput = { passphrase?: string; configurationName?: string };

/** What a look at the file tells before anything is asked. The names are null where the person must type them. */
export type PseInspection = {
  format: PseFormat;
  pseName: string;
  configurationName: string | null;
  needsPassphrase: boolean;
};

export type ParsedPse = {
  format: PseFormat;
  pseName: string;
  /** The Blue Mobile ID configuration's name; unique in the account, without case (R179), which the import checks. */
  configurationName: string;
  /** Null for an opaque file: it can't be shown. */
  settings: PseSettings | null;
  /** The configuration's key, 32 bytes; null for an opaque file: the import makes a random one. Never shown, logged or exported. */
  secretKeys: Uint8Array | null;
};

/**
 * Reads one format of PSE files. Both methods throw `AppError` BAD_INPUT `readerConfigurations.*` and leave nothing behind.
 */
export interface PseReader {
  readonly format: PseFormat;
  /** Whether the file is of this format, by its content: also a damaged one that means to be. */
  recognizes(bytes: Uint8Array): boolean;
  inspect(file: PseFile): PseInspection;
  read(file: PseFile, input: PseInput): Promise<ParsedPse>;
}

/** Opens a compact JWE with a passphrase; throws `readerConfigurations.wrongPassphrase` when it doesn't fit. */
export type DecryptKeys = (jwe: string, passphrase: string) => Promise<Uint8Array>;

/** A refusal of this module. `field` marks the input at fault. */
export function pseError(reason: string, params: Record<string, string | number> = {}, field?: string): AppError {
  const code = `readerConfigurations.${reason}`;
  return new AppError("BAD_INPUT", code, { params, fields: field ? { [field]: code } : {} });
}

/** Refuses by size before anything is read. */
export function checkSize(size: number): void {
  if (size === 0) throw pseError("emptyFile", {}, "file");
  if (size > PSE_MAX_BYTES) throw pseError("fileTooLarge", { kibibytes: PSE_MAX_BYTES / 1024 }, "file");
}

/** The name of a PSE or of a configuration: 1 to 100 characters, no control characters, blanks around it removed; null otherwise. */
export function cleanName(text: string): string | null {
  const name = text.normalize("NFC").trim();
  return name.length >= 1 && name.length <= 100 && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name) ? name : null;
}
