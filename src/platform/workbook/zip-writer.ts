import { crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";

/** Where the archive's bytes go. `write` takes them at once; `ready` waits until the reader wants more. */
export type ZipSink = { write(bytes: Buffer): void; ready(): Promise<void> };

type Written = { name: Buffer; crc: number; compressed: number; size: number; offset: number };

const UINT32_MAX = 0xffff_ffff;
/** Bit 3: sizes follow the data in a descriptor; bit 11: names are UTF-8 (APPNOTE 4.4.4). */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, the first day the format knows: the same content gives the same bytes. */
const DOS_DATE = 0x0021;

/**
 * Writes a zip archive as one stream, entry after entry, each deflated as it comes (APPNOTE 6.3, sizes in data descriptors).
 *
 * Memory: one chunk being deflated and one being made. Entries and the archive stay below 4 GiB (no zip64); more is a RangeError.
 */
export class ZipWriter {
  readonly #sink: ZipSink;
  readonly #level: number;
  readonly #written: Written[] = [];
  #offset = 0;
  #open: ZipEntry | null = null;

  constructor(sink: ZipSink, level: number) {
    this.#sink = sink;
    this.#level = level;
  }

  /** Begins an entry; the one before it must have ended. */
  entry(name: string): ZipEntry {
    const bytes = Buffer.from(name, "utf8");
    const offset = this.#offset;
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(FLAGS, 6);
    header.writeUInt16LE(DEFLATED, 8);
    header.writeUInt16LE(DOS_DATE, 12);
    header.writeUInt16LE(bytes.length, 26);
    this.#put(header);
    this.#put(bytes);
    this.#open = new ZipEntry(
      this.#level,
      { write: (chunk) => this.#put(chunk), ready: () => this.#sink.ready() },
      (crc, compressed, size) => {
        if (size > UINT32_MAX || compressed > UINT32_MAX) throw new RangeError("A zip entry is over 4 GiB");
        const descriptor = Buffer.alloc(16);
        descriptor.writeUInt32LE(0x08074b50, 0);
        descriptor.writeUInt32LE(crc, 4);
        descriptor.writeUInt32LE(compressed, 8);
        descriptor.writeUInt32LE(size, 12);
        this.#put(descriptor);
        this.#written.push({ name: bytes, crc, compressed, size, offset });
        this.#open = null;
      },
    );
    return this.#open;
  }

  /** Writes an entry that fits in memory. */
  async file(name: string, content: string): Promise<void> {
    const entry = this.entry(name);
    await entry.write(Buffer.from(content, "utf8"));
    await entry.end();
  }

  /** Writes the directory; nothing may follow. */
  async end(): Promise<void> {
    const start = this.#offset;
    for (const entry of this.#written) {
      const header = Buffer.alloc(46);
      header.writeUInt32LE(0x02014b50, 0);
      header.writeUInt16LE(20, 4);
      header.writeUInt16LE(20, 6);
      header.writeUInt16LE(FLAGS, 8);
      header.writeUInt16LE(DEFLATED, 10);
      header.writeUInt16LE(DOS_DATE, 14);
      header.writeUInt32LE(entry.crc, 16);
      header.writeUInt32LE(entry.compressed, 20);
      header.writeUInt32LE(entry.size, 24);
      header.writeUInt16LE(entry.name.length, 28);
      header.writeUInt32LE(entry.offset, 42);
      this.#put(header);
      this.#put(entry.name);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    this.#put(end);
    await this.#sink.ready();
  }

  /** Frees the deflate stream at once; a pending write is rejected. */
  destroy(reason: Error): void {
    this.#open?.destroy(reason);
  }

  #put(bytes: Buffer): void {
    this.#offset += bytes.length;
    if (this.#offset > UINT32_MAX) throw new RangeError("The archive is over 4 GiB");
    this.#sink.write(bytes);
  }
}

/** One entry of a `ZipWriter`. */
export class ZipEntry {
  readonly #deflate: DeflateRaw;
  readonly #sink: ZipSink;
  readonly #done: (crc: number, compressed: number, size: number) => void;
  #crc = 0;
  #size = 0;
  #compressed = 0;
  #pending: Promise<void> = Promise.resolve();
  #reject: ((reason: Error) => void) | null = null;
  #failure: Error | null = null;

  constructor(level: number, sink: ZipSink, done: (crc: number, compressed: number, size: number) => void) {
    this.#sink = sink;
    this.#done = done;
    this.#deflate = createDeflateRaw({ level, chunkSize: 64 * 1024 });
    this.#deflate.on("data", (chunk: Buffer) => {
      this.#compressed += chunk.length;
      try {
        this.#sink.write(chunk);
      } catch (error) {
        this.destroy(error as Error);
      }
    });
    this.#deflate.on("error", (error) => this.destroy(error));
  }

  /** Bytes taken so far, before compression. */
  get size(): number {
    return this.#size;
  }

  /**
   * Hands bytes over to be deflated in the thread pool. Resolves when the chunk BEFORE this one is deflated (its buffer is free
   * again) and the reader wants more, so that the caller makes the next chunk while this one is compressed, and the event loop
   * turns between two chunks.
   */
  async write(bytes: Buffer): Promise<void> {
    await this.#pending;
    await this.#sink.ready();
    if (this.#failure) throw this.#failure;
    this.#crc = crc32(bytes, this.#crc);
    this.#size += bytes.length;
    this.#pending = this.#settle((done) => this.#deflate.write(bytes, done));
    this.#pending.catch(() => {});
  }

  /** Ends the entry once all is deflated. */
  async end(): Promise<void> {
    await this.#pending;
    if (this.#failure) throw this.#failure;
    await this.#settle((done) => {
      this.#deflate.once("end", () => done());
      this.#deflate.end();
    });
    this.#deflate.destroy();
    this.#done(this.#crc, this.#compressed, this.#size);
  }

  destroy(reason: Error): void {
    this.#failure ??= reason;
    this.#deflate.destroy();
    this.#reject?.(reason);
  }

  #settle(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      start((error) => (error ? reject(error) : resolve()));
    });
  }
}
