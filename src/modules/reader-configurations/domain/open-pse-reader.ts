import { z } from "zod";
import {
  checkSize,
  cleanName,
  type DecryptKeys,
  type ParsedPse,
  type PseFile,
  type PseReader,
  pseError,
} from "./pse-reader";
import { pseSettings } from "./pse-settings";

/** What an open PSE file says it is, in its field `format` (docs/pse-format.md). */
const OPEN_PSE_FORMAT = "mobile-id-portal.pse";
const OPEN_PSE_VERSION = 1;

const DEEPEST = 8;
const JWE = /^[\w-]+(\.[\w-]*){4}$/;

const name = z.string().transform((text, context) => {
  const clean = cleanName(text);
  if (clean === null) context.addIssue({ code: "custom" });
  return clean ?? "";
});

const openPse = z.strictObject({
  format: z.literal(OPEN_PSE_FORMAT),
  version: z.literal(OPEN_PSE_VERSION),
  name,
  configuration: name,
  settings: pseSettings,
  keys: z.string().max(8192).regex(JWE),
});

const keyContent = z.strictObject({ configuration: z.string().regex(/^[\w-]{43}$/) });

type OpenPse = z.infer<typeof openPse>;

/** The reader of open PSE files. `decrypt` opens their keys; it is passed in, because this module does no cryptography. */
export function openPseReader(decrypt: DecryptKeys): PseReader {
  return {
    format: "OPEN",

    recognizes(bytes) {
      // Zero bytes are left out, so that the same file in UTF-16 is told that its encoding is wrong instead of being kept unread.
      const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).replaceAll("\0", "");
      return start.includes(`"${OPEN_PSE_FORMAT}"`);
    },

    inspect(file) {
      const content = parse(file.bytes);
      return { format: "OPEN", pseName: content.name, configurationName: content.configuration, needsPassphrase: true };
    },

    async read(file: PseFile, { passphrase }): Promise<ParsedPse> {
      const content = parse(file.bytes);
      if (!passphrase) throw pseError("passphraseNeeded", {}, "passphrase");
      return {
        format: "OPEN",
        pseName: content.name,
        configurationName: content.configuration,
        settings: content.settings,
        secretKeys: readKeys(await decrypt(content.keys, passphrase)),
      };
    },
  };
}

function parse(bytes: Uint8Array): OpenPse {
  checkSize(bytes.length);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw pseError("wrongEncoding", {}, "file");
  }
  if (text.includes("\0")) throw pseError("wrongEncoding", {}, "file");
  if (depthOf(text) > DEEPEST) throw pseError("damagedFile", {}, "file");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw pseError("damagedFile", {}, "file");
  }
  const result = openPse.safeParse(content);
  if (result.success) return result.data;
  const issues = result.error.issues;
  if (issues.some(({ path }) => path[0] === "format")) throw pseError("notPse", {}, "file");
  const version = (content as { version?: unknown }).version;
  if (issues.some(({ path }) => path[0] === "version")) {
    throw typeof version === "number"
      ? pseError("unknownVersion", { version }, "file")
      : pseError("damagedFile", {}, "file");
  }
  const [issue] = issues;
  const path = issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : (issue?.path ?? []);
  throw pseError("invalidField", { field: path.map(String).join(".").slice(0, 100) || "–" }, "file");
}

/** How deep the brackets of a JSON text go; counted before it is parsed. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return deepest;
}

function readKeys(plain: Uint8Array): Uint8Array {
  try {
    const { configuration } = keyContent.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain)));
    const key = Uint8Array.from(atob(configuration.replaceAll("-", "+").replaceAll("_", "/")), (byte) =>
      byte.charCodeAt(0),
    );
    if (key.length === 32) return key;
  } catch {
    // Nothing of the content may reach a message or a log.
  }
  throw pseError("badKeys", {}, "file");
}

/** The content that the keys of an open PSE file are encrypted from: a configuration's key of 32 bytes. */
export function openPseKeyContent(key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new RangeError("A configuration's key has 32 bytes");
  const configuration = btoa(String.fromCharCode(...key))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return new TextEncoder().encode(JSON.stringify({ configuration }));
}

/** Writes an open PSE file; `keys` is the JWE of `openPseKeyContent`. Throws a ZodError for content that could not be read back. */
export function writeOpenPse(content: Pick<OpenPse, "name" | "configuration" | "settings" | "keys">): string {
  const file = openPse.parse({ format: OPEN_PSE_FORMAT, version: OPEN_PSE_VERSION, ...content });
  return `${JSON.stringify(file, null, 2)}\n`;
}
