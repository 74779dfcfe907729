import { changeCards } from "@/modules/delivery/server";
import { asAccount } from "../support/system";
import { type Bench, type BenchResult, type BenchSettings, compare, cpuText, megabytes, ratioText } from "./harness";
import { type Floor, startFloor } from "./phones/floor";
import { type Poster, poster, quantile, sendAll } from "./phones/load";
import { type BenchPortal, cpuOf, makePlaces, memoryOf, openPortal, type Place } from "./phones/portal";
import { sync } from "./phones/requests";
import { makeWallets, type Wallet } from "./phones/wallets";

const WALLETS = 10_000;
const OPEN = 1_000;
const CLIENTS = 8;
const RUN = 200;
const TIMES = 3;

const rows = {
  P18: {
    id: "P18",
    what: "wallet sync with nothing new, of the bare handler; 10,000 wallets on one process",
    must: "≥ 60 %",
    goal: "≥ 85 %",
  },
  P19: { id: "P19", what: "a revocation reaches 1,000 open wallets, p99", must: "≤ 5 s", goal: "≤ 2 s" },
};

/** P18 and P19: wallets that sync, and 10,000 that wait for orders at the same process. */
export const bench: Bench = {
  rows: Object.values(rows),

  async run(settings) {
    const open = await openPortal();
    const floor = await startFloor(open.databaseUrl, open.sql).catch(async (error) => {
      await open.close();
      throw error;
    });
    try {
      const places = await makePlaces(10, 1000);
      const wallets = await makeWallets(open.sql, places, WALLETS);
      return [await syncs(open, floor, wallets, settings), await revocations(open, places)];
    } finally {
      await floor.stop();
      await open.close();
    }
  },
};

/** Requests of all wallets in turn, so that none asks more often than a wallet may. */
function side(to: Poster, path: string, pid: number, bodyOf: (n: number) => string) {
  let next = 0;
  let ready: string[] = [];
  return {
    async reset() {
      ready = Array.from({ length: WALLETS }, (_, n) => bodyOf(n));
    },
    async run() {
      const bodies = Array.from({ length: RUN }, () => ready[next++ % WALLETS]!);
      await sendAll(to, path, bodies, CLIENTS);
      return RUN;
    },
    cpu: () => cpuOf(pid),
  };
}

async function syncs(
  { portal, sql }: BenchPortal,
  floor: Floor,
  wallets: Wallet[],
  settings: BenchSettings,
): Promise<BenchResult> {
  await sql.query(
    `INSERT INTO floor.wallets SELECT r.id, r.phone, 'VALID', now() + interval '30 days' FROM jsonb_to_recordset($1) AS r(id uuid, phone text)`,
    [JSON.stringify(wallets.map(({ phone, credentialId }) => ({ id: credentialId, phone: phone.id })))],
  );
  const bodyOf = (n: number) => sync(portal.origin, wallets[n]!.phone, [wallets[n]!.credentialId]);
  const ours = side(poster(portal.origin, CLIENTS), "/api/device/sync", portal.pid, bodyOf);
  const bare = side(poster(floor.origin, CLIENTS), "/sync", floor.pid, (n) =>
    JSON.stringify({ phoneId: wallets[n]!.phone.id }),
  );
  const result = await compare("P18", { a: ours, b: bare }, settings);

  // All wallets open at once: what they cost the process, and what others notice.
  const idle = poster(portal.origin, CLIENTS);
  const p95 = async (from: number) =>
    quantile(
      await sendAll(
        idle,
        "/api/device/sync",
        Array.from({ length: 400 }, (_, n) => bodyOf(from + n)),
        1,
      ),
      0.95,
    );
  const before = { p95: await p95(0), memory: memoryOf(portal.pid) };
  const waiting = poster(portal.origin, WALLETS);
  let ended = 0;
  const waits = Array.from({ length: WALLETS }, (_, n) =>
    waiting.post("/api/device/wait", bodyOf(n)).then(
      ({ status }) => {
        ended++;
        return status;
      },
      () => 0,
    ),
  );
  await new Promise((done) => setTimeout(done, 12_000));
  const held = WALLETS - ended;
  const during = { p95: await p95(1000), memory: memoryOf(portal.pid) };
  const statuses = await Promise.all(waits);
  waiting.close();
  const answered = statuses.filter((status) => status === 200).length;
  const growth = megabytes(during.memory - before.memory);
  const times = `${before.p95.toFixed(1)} → ${during.p95.toFixed(1)} ms`;
  console.log(
    `  P18: ${held} of ${WALLETS} waits held at once, ${answered} answered 200, memory +${growth}, p95 of a sync ${times}`,
  );
  return {
    ...rows.P18,
    measured: `${ratioText(result)}; ${answered} of ${WALLETS} open wallets answered, p95 of a sync meanwhile ${times}`,
    cpu: cpuText(result, "sync"),
    memory: growth,
  };
}

/** One mass revocation of 1,000 cards; each wallet waits as the web wallet does, and syncs when it is told. */
async function revocations({ portal, sql }: BenchPortal, places: Place[]): Promise<BenchResult> {
  const reached: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const place = places[time]!;
    const wallets = await makeWallets(sql, [place], OPEN);
    const waiting = poster(portal.origin, OPEN);
    let listening = 0;
    let revokedAt = 0;
    const wallet = async ({ phone, credentialId }: Wallet) => {
      const body = sync(portal.origin, phone, [credentialId]);
      listening++;
      let answer = await waiting.post("/api/device/wait", body);
      while (!answer.text.includes("true")) answer = await waiting.post("/api/device/wait", body);
      const synced = await waiting.post("/api/device/sync", body);
      if (!synced.text.includes(`"removals":[{"credentialId":"${credentialId}"`)) throw new Error(synced.text);
      return performance.now() - revokedAt;
    };
    const all = Promise.all(wallets.map(wallet));
    while (listening < OPEN) await new Promise((done) => setTimeout(done, 50));
    await new Promise((done) => setTimeout(done, 3_000));
    await asAccount(place.accountId, (work) =>
      changeCards(work, {
        siteId: place.siteId,
        kinds: "user",
        event: "revoke",
        cards: wallets.map(({ cardId }) => ({ id: cardId })),
        page: "cards",
      }),
    );
    revokedAt = performance.now();
    const times = await all;
    waiting.close();
    console.log(
      `  P19: ${quantile(times, 0.5).toFixed(0)} ms in the middle, p99 ${quantile(times, 0.99).toFixed(0)} ms`,
    );
    reached.push(quantile(times, 0.99));
  }
  const measured = `${(Math.max(...reached) / 1000).toFixed(2)} s (worst of ${TIMES} mass revocations of ${OPEN})`;
  return { ...rows.P19, measured };
}
