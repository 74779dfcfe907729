// @ts-check
import yauzl from "yauzl";
import { Failure } from "./failure.mjs";

/** @typedef {import("./limits").ReadLimits} ReadLimits */

const ARCHIVE_NAME =
  /\.(zip|zipx|jar|xlsx|xlsm|xlsb|xltx|xltm|docx|docm|pptx|pptm|od[stp]|gz|tgz|bz2|xz|zst|7z|rar|tar|cab)$/;
const MARKUP_NAME = /\.(xml|rels|vml)$/;
/** zip, gzip, 7z, rar, xz, bzip2, zstd, OLE compound file. */
const ARCHIVE_MAGIC = ["504b0304", "1f8b08", "377abcaf", "52617221", "fd377a58", "425a68", "28b52ffd", "d0cf11e0"];
/** A ratio only says something about parts that are large. */
const RATIO_FROM = 4 * 1024 * 1024;

/**
 * A spreadsheet's archive whose directory was read and found harmless, before anything was inflated: number of entries, their
 * declared sizes and ratios, encryption, macros, external links, archives within. Each part that is read later is cut off where it
 * grows over the size its directory declares, so a directory that lies is found out at its first byte too many.
 */
export class Archive {
  /** @type {import("yauzl").ZipFile} */
  #zip;
  /** @type {Map<string, import("yauzl").Entry>} part names compare without case (ECMA-376 part 2, 6.2.2.3) */
  #entries = new Map();

  /** @param {import("yauzl").ZipFile} zip */
  constructor(zip) {
    this.#zip = zip;
  }

  /**
   * @param {Buffer} bytes
   * @param {ReadLimits} limits
   * @returns {Promise<Archive>}
   */
  static async open(bytes, limits) {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }).catch(damaged);
    const archive = new Archive(zip);
    await archive.#readDirectory(limits);
    await archive.#lookInto();
    return archive;
  }

  /** @param {string} name */
  has(name) {
    return this.#entries.has(name.toLowerCase());
  }

  /**
   * The inflated bytes of a part, chunk by chunk.
   *
   * @param {string} name
   * @param {number} [limit] in bytes; the part is refused when it declares more
   * @returns {AsyncGenerator<Buffer>}
   */
  async *read(name, limit = Number.POSITIVE_INFINITY) {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) throw new Failure("damaged");
    if (entry.uncompressedSize > limit) throw new Failure("tooLarge");
    yield* this.#inflate(entry);
  }

  /** @param {ReadLimits} limits */
  async #readDirectory(limits) {
    if (this.#zip.entryCount > limits.entries) throw new Failure("tooManyEntries");
    let total = 0;
    try {
      for await (const entry of this.#zip.eachEntry()) {
        const name = entry.fileName.toLowerCase();
        if (this.#entries.has(name)) throw new Failure("damaged");
        this.#entries.set(name, entry);
        total += entry.uncompressedSize;
        if (entry.isEncrypted()) throw new Failure("encrypted");
        if (ARCHIVE_NAME.test(name)) throw new Failure("nestedArchive");
        if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * limits.ratio) {
          throw new Failure("bomb");
        }
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (/encryption/.test(String(error))) throw new Failure("encrypted");
      damaged(error);
    }
    if (total > limits.inflatedBytes) throw new Failure("tooLarge");
    for (const name of this.#entries.keys()) {
      if (/(^|\/)vbaproject[^/]*\.bin$/.test(name) || name.includes("/macrosheets/")) throw new Failure("macros");
    }
    for (const name of this.#entries.keys()) if (name.includes("/externallinks/")) throw new Failure("externalLinks");
    if (this.has("xl/workbook.bin") || this.has("mimetype") || this.has("Index/Document.iwa"))
      throw new Failure("unsupported");
    if (!this.has("[Content_Types].xml")) throw new Failure("unsupported");
  }

  /** The first bytes of all that is no markup: an archive hides behind any name. */
  async #lookInto() {
    for (const [name, entry] of this.#entries) {
      if (MARKUP_NAME.test(name) || entry.uncompressedSize < 8) continue;
      for await (const chunk of this.#inflate(entry)) {
        const magic = chunk.subarray(0, 4).toString("hex");
        if (ARCHIVE_MAGIC.some((known) => magic.startsWith(known))) throw new Failure("nestedArchive");
        break;
      }
    }
  }

  /**
   * @param {import("yauzl").Entry} entry
   * @returns {AsyncGenerator<Buffer>}
   */
  async *#inflate(entry) {
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) yield chunk;
    } catch (error) {
      // yauzl counts the bytes against the directory and stops at the first one too many.
      if (/bytes in the stream/.test(String(error))) throw new Failure("lyingSizes");
      if (error instanceof Failure) throw error;
      damaged(error);
    }
  }
}

/**
 * @param {unknown} cause
 * @returns {never}
 */
function damaged(cause) {
  const failure = new Failure("damaged");
  failure.cause = cause;
  throw failure;
}
