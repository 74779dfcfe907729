import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/shared/kernel/app-error";
import type { Cell } from "./cell";
import { DEFAULT_LIMITS, type ReadLimits } from "./limits";
import { CELL_TYPES, FORMULA } from "./sheet.mjs";

/** A row with content. `line` is its number as a spreadsheet shows it, `cells` are by column from 0; empty cells are not there. */
export type FileRow = { line: number; cells: Map<number, Cell> };

/** The worker is plain JavaScript, read from the source folder: it must start without a compiler, also from within a bundle. */
const WORKER = ["src", "platform", "workbook", "reader", "worker.mjs"];

/** What a worker's heap may hold; texts and inflated chunks lie outside it and are counted by `ReadLimits`. */
const RESOURCES = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };

type Message =
  | { rows: (number | string)[][] }
  | { done: true }
  | { failure: { reason: string; params: Record<string, string | number> } };

/**
 * Reads the rows of an `.xlsx` or `.csv` file, told apart by content, one after the other as they are asked for.
 *
 * Of a workbook it is the first visible sheet. Rows without content are left out; a cell is what the file says, never guessed
 * (`Cell`). The file is taken apart in a worker thread with a bounded heap and bounded time, after its archive's directory was
 * found harmless; leaving the loop ends the worker.
 *
 * Takes the content, or the path of a file. Throws `AppError` BAD_INPUT `workbook.*` (messages/<locale>/workbook.json) for every file
 * that can't or must not be read.
 */
export async function* readRows(file: Uint8Array | string, limits: Partial<ReadLimits> = {}): AsyncGenerator<FileRow> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const bytes = await load(file, all.fileBytes);
  const worker = new Worker(resolve(process.cwd(), ...WORKER), {
    workerData: { bytes, limits: all },
    transferList: [bytes.buffer as ArrayBuffer],
    resourceLimits: RESOURCES,
    execArgv: [],
    env: {},
  });
  const inbox = new Inbox(worker, all.seconds * 1000);
  try {
    for (;;) {
      const message = await inbox.next();
      if ("done" in message) return;
      if ("failure" in message) throw refusal(message.failure.reason, message.failure.params);
      for (const row of message.rows) yield fileRow(row);
      worker.postMessage("more");
    }
  } finally {
    await worker.terminate();
  }
}

/** The worker's messages in order, with the time that was spent waiting for them. */
class Inbox {
  readonly #waiting: Message[] = [];
  #failure: Error | null = null;
  #wake: (() => void) | null = null;
  #left: number;

  constructor(worker: Worker, milliseconds: number) {
    this.#left = milliseconds;
    worker.on("message", (message: Message) => {
      this.#waiting.push(message);
      this.#wake?.();
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      this.#fail(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? refusal("tooLarge") : error);
    });
    worker.on("exit", () => this.#fail(refusal("damaged")));
  }

  async next(): Promise<Message> {
    const start = performance.now();
    while (this.#waiting.length === 0 && !this.#failure) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => this.#fail(refusal("tooSlow")), this.#left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#left -= performance.now() - start;
    const message = this.#waiting.shift();
    if (!message) throw this.#failure!;
    return message;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}

/** The whole file in memory of its own, which the worker takes over. The size is known before anything is read. */
async function load(file: Uint8Array | string, limit: number): Promise<Uint8Array> {
  const check = (size: number) => {
    if (size > limit) throw refusal("fileTooLarge", { megabytes: Math.floor(limit / 2 ** 20) });
    if (size === 0) throw refusal("empty");
  };
  if (typeof file !== "string") {
    check(file.byteLength);
    return new Uint8Array(file);
  }
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    check(size);
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw refusal("damaged");
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

function fileRow(row: (number | string)[]): FileRow {
  const cells = new Map<number, Cell>();
  for (let at = 1; at < row.length; at += 3) {
    const type = row[at + 1] as number;
    cells.set(row[at] as number, {
      type: CELL_TYPES[type & 7]!,
      text: row[at + 2] as string,
      formula: type >= FORMULA,
    });
  }
  return { line: row[0] as number, cells };
}

function refusal(reason: string, params: Record<string, string | number> = {}): AppError {
  return new AppError("BAD_INPUT", `workbook.${reason}`, { params });
}
