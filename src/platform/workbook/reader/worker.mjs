// @ts-check
import { parentPort, workerData } from "node:worker_threads";
import { Failure } from "./failure.mjs";
import { openRows } from "./open-rows.mjs";

/** Rows are sent in parcels of about this many, and no more than this many parcels before the reader asks for more. */
const PARCEL = 400;
const AHEAD = 2;

const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
let allowed = AHEAD;
/** @type {(() => void) | null} */
let wake = null;
port.on("message", () => {
  allowed++;
  wake?.();
});

/** @param {import("./sheet.mjs").RawRow[]} rows */
async function send(rows) {
  while (allowed === 0) {
    await new Promise((resolve) => {
      wake = () => resolve(undefined);
    });
  }
  allowed--;
  port.postMessage({ rows });
}

try {
  /** @type {import("./sheet.mjs").RawRow[]} */
  let parcel = [];
  for await (const rows of openRows(Buffer.from(workerData.bytes.buffer), workerData.limits)) {
    for (const row of rows) {
      parcel.push(row);
      if (parcel.length < PARCEL) continue;
      await send(parcel);
      parcel = [];
    }
  }
  if (parcel.length > 0) await send(parcel);
  port.postMessage({ done: true });
} catch (error) {
  const failure = error instanceof Failure ? error : new Failure("damaged");
  port.postMessage({ failure: { reason: failure.reason, params: failure.params } });
}
port.close();
