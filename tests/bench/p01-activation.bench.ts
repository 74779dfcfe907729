import pg from "pg";
import { activateEndpoint } from "@/modules/activation/server";
import { newId } from "@/shared/kernel/ids";
import { type Bench, type BenchResult, type BenchSettings, compare, cpuText, median, ratioText } from "./harness";
import { type Floor, makeFloorCards, startFloor } from "./phones/floor";
import { type Poster, poster, quantile, sendAll } from "./phones/load";
import { type BenchPortal, cpuOf, makePlaces, makeSentCards, openPortal, type Place } from "./phones/portal";
import { activation, makePhones } from "./phones/requests";

const CLIENTS = 8;
/** Requests of one run; several runs are a turn. */
const RUN = 200;
const CREDITS = 1_000_000;

const rows = {
  P1: {
    id: "P1",
    what: "activations per second, 8 clients, of the bare Next handler",
    must: "≥ 70 %",
    goal: "≥ 100 %",
  },
  P2: { id: "P2", what: "activation p95, one client, of the bare handler", must: "≤ 1.5×", goal: "≤ 1.1×" },
  P3: {
    id: "P3",
    what: "all activations on one account, of spread over many",
    must: "≥ 80 %",
    goal: "≥ 95 %",
  },
  P4: { id: "P4", what: "database round trips / commits per activation", must: "≤ 2 / 1", goal: "1 / 1" },
};

type Load = { path: string; to: Poster; pid: number; prepare(count: number): Promise<string[]> };

/** P1 to P4: phones that activate, each with keys of its own, on the product itself and on the bare handler. */
export const bench: Bench = {
  rows: Object.values(rows),

  async run(settings) {
    const open = await openPortal();
    const floor = await startFloor(open.databaseUrl, open.sql).catch(async (error) => {
      await open.close();
      throw error;
    });
    try {
      const places = await makePlaces(100, CREDITS);
      const many = ours(open, places);
      const one = ours(open, places.slice(0, 1));
      const bare = bareHandler(open, floor, places);
      return [
        await throughput(many, bare, settings),
        await latency(many, bare, settings),
        await concentration(one, many, settings),
        await trips(open, many),
      ];
    } finally {
      await floor.stop();
      await open.close();
    }
  },
};

function ours({ portal, sql }: BenchPortal, places: Place[]): Load {
  return {
    path: "/api/device/activate",
    to: poster(portal.origin, CLIENTS),
    pid: portal.pid,
    async prepare(count) {
      const sendings = await makeSentCards(sql, places, count);
      const phones = makePhones(count);
      return sendings.map((id, n) => activation(portal.origin, phones[n]!, id));
    },
  };
}

function bareHandler({ sql }: BenchPortal, floor: Floor, places: Place[]): Load {
  const accounts = places.map((place) => place.accountId);
  return {
    path: "/activate",
    to: poster(floor.origin, CLIENTS),
    pid: floor.pid,
    async prepare(count) {
      const sendings = await makeFloorCards(sql, accounts, count);
      const phones = makePhones(count);
      return sendings.map((sendingId, n) => {
        const { id, sign, agree } = phones[n]!;
        return JSON.stringify({
          sendingId,
          phoneId: id,
          signKey: sign,
          agreeKey: agree,
          ids: [newId(), newId(), newId()],
        });
      });
    },
  };
}

/** A side of the harness: before each turn it prepares as many requests as the turn can use up, three times what was ever done. */
function side(load: Load, seconds: number, clients = CLIENTS) {
  let ready: string[] = [];
  let fastest = 400;
  return {
    async reset() {
      ready = await load.prepare(Math.ceil(fastest * 3 * seconds) + 2 * RUN);
    },
    async run() {
      const bodies = ready.splice(0, RUN);
      if (bodies.length < RUN) throw new Error("More requests were used up than were prepared");
      const started = performance.now();
      await sendAll(load.to, load.path, bodies, clients);
      fastest = Math.max(fastest, Math.min(2_000, (RUN / (performance.now() - started)) * 1000));
      return RUN;
    },
    cpu: () => cpuOf(load.pid),
  };
}

async function throughput(a: Load, b: Load, settings: BenchSettings): Promise<BenchResult> {
  const sides = { a: side(a, settings.seconds), b: side(b, settings.seconds) };
  const result = await compare("P1", sides, settings);
  console.log(`  P1: ${result.speed.a.toFixed(0)}/s, the floor ${result.speed.b.toFixed(0)}/s`);
  return { ...rows.P1, measured: ratioText(result), cpu: cpuText(result, "activation") };
}

async function latency(a: Load, b: Load, { rounds, seconds }: BenchSettings): Promise<BenchResult> {
  const ratios: number[] = [];
  const count = 80 * seconds;
  for (let round = 0; round <= rounds; round++) {
    const ofA = quantile(await sendAll(a.to, a.path, await a.prepare(count), 1), 0.95);
    const ofB = quantile(await sendAll(b.to, b.path, await b.prepare(count), 1), 0.95);
    console.log(`  P2, round ${round}: ${ofA.toFixed(2)} ms, the floor ${ofB.toFixed(2)} ms`);
    if (round > 0) ratios.push(ofA / ofB); // the first one warms up
  }
  const text = `${median(ratios).toFixed(2)}× (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
  return { ...rows.P2, measured: text };
}

async function concentration(one: Load, many: Load, settings: BenchSettings): Promise<BenchResult> {
  const result = await compare("P3", { a: side(one, settings.seconds), b: side(many, settings.seconds) }, settings);
  return { ...rows.P3, measured: ratioText(result) };
}

/**
 * The same endpoint in this process, whose connections count what they send: a query of the driver is one round trip. Commits are
 * counted by the database itself.
 */
async function trips({ sql, portal }: BenchPortal, load: Load): Promise<BenchResult> {
  const COUNT = 500;
  const [first = "", ...bodies] = await load.prepare(COUNT + 1);
  const activate = async (body: string) => {
    const headers = { "content-type": "application/json" };
    const address = `${portal.origin}/api/device/activate`;
    const answer = await activateEndpoint(new Request(address, { method: "POST", headers, body }));
    if (answer.status !== 200) throw new Error(await answer.text());
  };
  await activate(first); // reads the signing key, once in five minutes
  const committed = await commits(sql);
  const { query } = pg.Client.prototype;
  let sent = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    sent++;
    return (query as (...all: never[]) => unknown).apply(this, args);
  } as typeof query;
  for (const body of bodies) await activate(body);
  pg.Client.prototype.query = query;
  const perActivation = [sent / COUNT, ((await commits(sql)) - committed) / COUNT];
  console.log(`  P4: ${perActivation.map((n) => n.toFixed(2)).join(" / ")}, with the relay's own`);
  return { ...rows.P4, measured: perActivation.map(Math.round).join(" / ") };
}

/** Transactions so far; a backend reports its own at the latest a second after it came to rest. */
async function commits(sql: BenchPortal["sql"]): Promise<number> {
  let last = -1;
  for (;;) {
    await new Promise((done) => setTimeout(done, 1_500));
    const { rows: found } = await sql.query<{ commits: string }>(
      "SELECT xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()",
    );
    const now = Number(found[0]?.commits);
    if (last >= 0 && now - last < 10) return now;
    last = now;
  }
}
