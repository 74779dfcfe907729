import { type ChildProcess, spawn } from "node:child_process";
import { freePort } from "@tests/support/portal-process";
import { asSystem } from "@tests/support/system";
import { makeLinkToken } from "@/platform/crypto";
import { newId } from "@/shared/kernel/ids";
import type { Chaos } from "./chaos";
import { checkMoney, type Keyed } from "./money-check";
import { type CardOfMoney, makeWorld, type World } from "./money-world";
import { numbers } from "./mutate";

const CLIENTS = 64;
/** Half a minute without one answer means that nothing comes back. */
const PATIENCE_MS = 30_000;
type Answer = { value: unknown } | { refused: string } | null;
type Tally = { answered: number; refused: number; unanswered: number };

/** The process with the procedures: started, killed without warning, started again on the same port. */
function aProcess(port: number) {
  let child: ChildProcess | null = null;
  const gone = (one: ChildProcess) => new Promise<void>((done) => one.once("exit", () => done()));
  return {
    async start() {
      child = spawn(process.execPath, ["--import", "tsx", "tests/chaos/money-process.ts"], {
        env: { ...process.env, MONEY_PORT: String(port) },
        stdio: ["ignore", "ignore", "ignore"],
      });
      for (let tries = 0; tries < 600; tries++) {
        if (
          await fetch(`http://127.0.0.1:${port}/.well-known/jwks.json`).then(
            (got) => got.ok,
            () => false,
          )
        )
          return;
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error("The process did not start within a minute");
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = gone(child);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/**
 * The proof of the money: 64 clients on a chain of three accounts and one hot customer, while the process and, in turn, the database
 * are killed with -9. Afterwards the invariants hold, what was answered is in the ledger exactly once, and what was not at most once.
 */
export const money: Chaos = {
  name: "money",
  async run({ seed, log, database, operations = 6_000, kills = 8 }) {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const phones: typeof fetch = (input, init) => fetch(`${address}${new URL(String(input)).pathname}`, init);
    const world = await makeWorld(Math.min(160, Math.max(40, Math.round(operations / 25))), phones);
    const server = aProcess(port);
    await server.start();

    const tally: Tally = { answered: 0, refused: 0, unanswered: 0 };
    const keyed: Keyed[] = [];
    let done = 0;
    let answeredAt = Date.now();
    // Clients wait while there is nobody to ask; what was under way when the process fell stays without an answer.
    let up = Promise.resolve();
    const ask = async (body: object): Promise<Answer> => {
      await up;
      try {
        const response = await fetch(`${address}/do`, { method: "POST", body: JSON.stringify(body) });
        if (response.status !== 200) return null;
        answeredAt = Date.now();
        return (await response.json()) as Answer;
      } catch {
        return null;
      }
    };
    const step = stepper({ world, ask, keyed, tally });
    const client = async (number: number) => {
      const random = numbers(seed * 1_000 + number);
      while (done < operations) {
        done++;
        await up;
        await step(random);
        if (Date.now() - answeredAt > PATIENCE_MS * 2) throw new Error("Nothing was answered for a minute");
      }
    };

    let ended = false;
    const killer = async () => {
      for (let turn = 0; turn < kills && !ended; turn++) {
        const next = Math.round(((turn + 0.5) * operations) / kills);
        while (done < next && !ended) await new Promise((resolve) => setTimeout(resolve, 20));
        const what = turn % 2 === 0 ? "process" : "database";
        await (what === "process" ? server.kill() : database.kill());
        let opened = () => {};
        up = new Promise((resolve) => {
          opened = resolve;
        });
        if (what === "database") {
          await database.start();
          // A process that lost its database is put back by whoever looks after it.
          await server.kill();
        }
        await server.start();
        opened();
        answeredAt = Date.now();
        log(`${what} killed after ${done} operations`);
      }
    };
    const killing = killer();
    try {
      await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
    } finally {
      ended = true;
      await killing;
      await server.kill();
    }
    const entries = await checkMoney(world, keyed);
    return `${operations} operations, ${CLIENTS} clients, ${kills} kills: ${tally.answered} done, ${tally.refused} refused, ${tally.unanswered} without an answer; ${entries} entries, every invariant holds`;
  },
};

type Parts = { world: World; ask(body: object): Promise<Answer>; keyed: Keyed[]; tally: Tally };

/** Carries out one random operation and notes how it was answered. */
function stepper({ world, ask, keyed, tally }: Parts) {
  const { operator, top, middle, customer, siteId, cards } = world;
  const orders: string[] = [];
  const pendings: string[] = [];
  const call = async (user: string, path: string, input: unknown) => note(await ask({ user, path, input }));
  const note = (answer: Answer): Answer => {
    if (!answer) tally.unanswered++;
    else if ("refused" in answer) tally.refused++;
    else tally.answered++;
    return answer;
  };
  /** With a key of its own; without an answer it is asked again with the same key, or left as it is. */
  const withKey = async (
    random: () => number,
    what: string,
    run: (key: string) => Promise<Answer>,
  ): Promise<Answer> => {
    const key = newId();
    let answer = await run(key);
    while (!answer && random() < 0.7) answer = await run(key);
    keyed.push({ key, what, answer: !answer ? "none" : "refused" in answer ? "refused" : "done" });
    return answer;
  };
  const selection = (card: CardOfMoney) => ({ siteId, selection: { by: "cards", cards: [{ id: card.id }] } });

  async function send(card: CardOfMoney): Promise<void> {
    const answer = await call(customer.user, "cards.send", selection(card));
    if (!answer) card.unsure++;
    else if ("value" in answer && (answer.value as { credits: number }).credits > 0) card.sends++;
  }
  async function activate(card: CardOfMoney): Promise<void> {
    const found = await asSystem(({ tx }) => tx.virtualCard.findUnique({ where: { id: card.id } })).catch(() => null);
    if (!found?.sendingId) return;
    const paid = found.status === "EMAIL_SENT" && !found.paid;
    try {
      await card.phone.activate(makeLinkToken("card", found.sendingId));
      tally.answered++;
      if (paid) card.activated.add(found.sendingId);
    } catch (error) {
      const { status } = error as { status?: number };
      if (status && status < 500) tally.refused++;
      else {
        tally.unanswered++;
        card.unsureActivations++;
      }
    }
  }
  async function sync(card: CardOfMoney): Promise<void> {
    await card.phone.sync().then(
      () => tally.answered++,
      () => tally.unanswered++,
    );
  }
  const give = (random: () => number, from: { user: string }, to: string, path: string) => {
    const amount = 1 + Math.floor(random() * 30);
    return withKey(random, path, (key) => call(from.user, path, { accountId: to, amount, idempotencyKey: key }));
  };

  return async (random: () => number): Promise<void> => {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const card = pick(cards);
    const dice = random() * 100;
    if (dice < 22) return send(card);
    if (dice < 42) return activate(card);
    if (dice < 50) return void (await call(customer.user, "cards.withdraw", selection(card)));
    if (dice < 59) return void (await call(customer.user, "cards.revoke", selection(card)));
    if (dice < 69) return sync(card);
    if (dice < 71) return void (await call(customer.user, "cards.moveToOtherPhone", selection(card)));
    if (dice < 72) return void (await call(customer.user, "cards.delete", selection(card)));
    if (dice < 78) return void (await give(random, operator, top.id, "operatorCredits.load"));
    if (dice < 83) return void (await give(random, top, middle.id, "credits.transfer"));
    if (dice < 88) return void (await give(random, middle, customer.id, "credits.transfer"));
    if (dice < 90) return void (await give(random, middle, pick(world.disposable).id, "credits.transfer"));
    if (dice < 94) {
      const answer = await give(random, top, pick(world.created), "credits.transfer");
      if (answer && "value" in answer) pendings.push((answer.value as { entryId: string }).entryId);
      return;
    }
    if (dice < 95 && pendings.length > 0)
      return void (await call(top.user, "credits.cancelTransfer", { entryId: pick(pendings) }));
    if (dice < 95.3) return void note(await ask({ activateAccount: pick(world.created) }));
    if (dice < 95.6) {
      const { id, companyName } = pick(world.disposable);
      return void (await call(middle.user, "customers.delete", { accountId: id, companyName }));
    }
    if (dice < 98 || orders.length === 0) {
      const id = newId();
      const placed = await call(customer.user, "orders.place", {
        id,
        amount: 1 + Math.floor(random() * 20),
        poNumber: id,
      });
      if (placed && "value" in placed) orders.push(id);
      return;
    }
    const [orderId] = orders.splice(Math.floor(random() * orders.length), 1);
    let answer = await call(middle.user, "orders.fulfil", { orderId });
    let unsure = false;
    while (!answer && random() < 0.7) {
      unsure = true;
      answer = await call(middle.user, "orders.fulfil", { orderId });
    }
    // Fulfilled before, by the try that was not answered: then it must be there once, as when it is answered.
    const decided = unsure && answer && "refused" in answer && answer.refused === "orders.decided";
    keyed.push({
      ...{ key: orderId as string, what: "orders.fulfil" },
      answer: !answer ? "none" : "refused" in answer && !decided ? "refused" : "done",
    });
  };
}
