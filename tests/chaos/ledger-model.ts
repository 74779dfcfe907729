import { anAccount } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { asAccount, asSystem } from "@tests/support/system";
import fc from "fast-check";
import {
  cancelTransfer,
  forfeit,
  holdForCards,
  loadCredits,
  postHolds,
  postPendingFor,
  refundCharges,
  transferCredits,
  voidHolds,
} from "@/modules/credits/server";
import { verifyLedger } from "@/modules/credits/server/verify-ledger";
import { isAppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";

/*
 * Random sequences of everything that moves credits, against a small model, on the real database (I1–I6, R127, R298).
 * Commands of one batch run at the same time on connections of their own; a batch of one is compared exactly, of a larger
 * one the outcomes that the database chose are followed, and each refusal must have been possible.
 */
type Place = "reseller" | "first" | "second" | "created" | "direct";
type Command =
  | { do: "load"; to: Place; amount: number }
  | { do: "hold"; on: Place; cards: number; price: number }
  | { do: "post" | "void" | "refund"; pick: number }
  | { do: "transfer"; to: Place; amount: number }
  | { do: "cancel"; pick: number }
  | { do: "activate" }
  | { do: "close"; account: Place }
  | { do: "replay" };

const place = fc.constantFrom<Place>("reseller", "first", "second", "created", "direct");
const pick = fc.nat({ max: 40 });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("load" as const),
      to: fc.constantFrom<Place>("reseller", "direct", "first"),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("hold" as const),
      on: place,
      cards: fc.integer({ min: 1, max: 4 }),
      price: fc.constantFrom(0, 1, 5),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom("post" as const, "void" as const, "refund" as const), pick }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("transfer" as const),
      to: fc.constantFrom<Place>("first", "second", "created", "direct"),
      amount: fc.integer({ min: 1, max: 50 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: "activate" }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: "replay" }) },
);
const closing: fc.Arbitrary<Command> = fc.record({
  do: fc.constant("close" as const),
  account: fc.constantFrom<Place>("second", "created", "direct"),
});

/** Batches of commands: most of one, some of several that run at once. */
export const batches = (length: number) =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.array(command, { minLength: 1, maxLength: 1 }) },
      { weight: 5, arbitrary: fc.array(command, { minLength: 2, maxLength: 12, size: "max" }) },
      {
        weight: 1,
        arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: command }, { weight: 1, arbitrary: closing }), {
          minLength: 1,
          maxLength: 4,
        }),
      },
    ),
    { minLength: length, maxLength: length, size: "max" },
  );

type Figures = { available: number; held: number; forfeited: number };
type Hold = { id: string; owner: Place; amount: number; state: "held" | "spent" | "void" | "refunded" };
type Pending = { id: string; amount: number; open: boolean };
type Answer = { ok: true; value: unknown } | { ok: false; code: string };

/** What the ledger must say: the model. */
class Model {
  figures = new Map<Place, Figures>();
  holds: Hold[] = [];
  pendings: Pending[] = [];
  closed = new Set<Place>();
  createdIsActive = false;
  constructor() {
    for (const name of ["reseller", "first", "second", "created", "direct"] as Place[])
      this.figures.set(name, { available: 0, held: 0, forfeited: 0 });
  }
  of = (account: Place) => this.figures.get(account) as Figures;
  gain(account: Place, amount: number) {
    this.of(account)[this.closed.has(account) ? "forfeited" : "available"] += amount;
  }
  hold(account: Place, amount: number) {
    this.of(account).available -= amount;
    this.of(account).held += amount;
  }
  release(account: Place, amount: number, back: boolean) {
    this.of(account).held -= amount;
    if (back) this.gain(account, amount);
  }
  close(account: Place) {
    const figures = this.of(account);
    figures.forfeited += figures.available;
    figures.available = 0;
    this.closed.add(account);
  }
}

async function attempt(run: () => Promise<unknown>): Promise<Answer> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ok: false, code: error.kind === "NOT_FOUND" ? "NOT_FOUND" : error.code };
  }
}

/** What a single command must be answered, "ok" or an error's code. */
function expected(model: Model, step: Command, hold?: Hold, pending?: Pending): string {
  const receiver = (account: Place) => (model.closed.has(account) ? "NOT_FOUND" : "ok");
  switch (step.do) {
    case "load":
      return step.to === "first" ? "credits.notDirect" : receiver(step.to);
    case "hold":
      return model.of(step.on).available >= step.cards * step.price ? "ok" : "credits.insufficient";
    case "transfer":
      if (step.to === "direct" || receiver(step.to) !== "ok") return "NOT_FOUND";
      return model.of("reseller").available >= step.amount ? "ok" : "credits.insufficient";
    case "post":
    case "void":
      return !hold ? "skip" : hold.state === "held" ? "ok" : "credits.alreadyResolved";
    case "refund":
      return !hold || hold.state === "held" || hold.state === "void"
        ? "skip"
        : hold.state === "spent"
          ? "ok"
          : "credits.alreadyRefunded";
    case "cancel":
      return !pending ? "skip" : pending.open ? "ok" : "credits.alreadyResolved";
    default:
      return "ok";
  }
}

/** Runs one sequence on accounts of its own and compares the stored figures with the model after every batch. */
export async function runSequence(sequence: Command[][]): Promise<number> {
  const reseller = await anAccount({ type: "RESELLER" });
  const ids: Record<Place, string> = {
    reseller: reseller.id,
    first: (await anAccount({ parentId: reseller.id })).id,
    second: (await anAccount({ parentId: reseller.id })).id,
    created: (await anAccount({ parentId: reseller.id, status: "CREATED" })).id,
    direct: (await anAccount()).id,
  };
  const model = new Model();
  for (const [name, amount] of [
    ["reseller", 200],
    ["direct", 80],
  ] as const) {
    await aLoad(ids[name], amount);
    model.gain(name, amount);
  }
  let lastLoad: { input: Parameters<typeof loadCredits>[1]; entryId: string } | null = null;
  let commands = 0;

  for (const batch of sequence) {
    const steps = batch.map((step) => {
      const hold =
        "pick" in step && step.do !== "cancel" ? model.holds[step.pick % Math.max(1, model.holds.length)] : undefined;
      const pending = step.do === "cancel" ? model.pendings[step.pick % Math.max(1, model.pendings.length)] : undefined;
      return { step, hold, pending, want: expected(model, step, hold, pending) };
    });
    const ready = steps.filter(({ want }) => want !== "skip");
    commands += ready.length;
    const answers = await Promise.all(
      ready.map(({ step, hold, pending }) => attempt(() => perform(step, ids, hold, pending, lastLoad))),
    );
    const taken = ready.reduce((sum, { step }) => sum + takes(step, "reseller"), 0);
    ready.forEach(({ step, want }, index) => {
      const answer = answers[index] as Answer;
      const got = answer.ok ? "ok" : answer.code;
      if (batch.length === 1 && got !== want) throw new Error(`${JSON.stringify(step)}: wanted ${want}, got ${got}`);
      // Together they may exceed what there is; a refusal needs that they really could.
      if (got === "credits.insufficient" && want === "ok" && !ready.some((other) => other.step.do === "close")) {
        const account = step.do === "hold" ? step.on : "reseller";
        const others = step.do === "hold" ? ready.reduce((sum, other) => sum + takes(other.step, step.on), 0) : taken;
        if (model.of(account).available >= others) throw new Error(`${JSON.stringify(step)}: refused without need`);
      }
    });
    follow(model, ready, answers);
    const load = ready.findIndex(({ step }, index) => step.do === "load" && answers[index]?.ok);
    if (load >= 0) {
      const { input, entryId } = (
        answers[load] as { value: { input: Parameters<typeof loadCredits>[1]; entryId: string } }
      ).value;
      lastLoad = { input, entryId };
    }
    await compare(model, ids);
  }
  return commands;
}

function takes(step: Command, account: Place): number {
  if (step.do === "hold" && step.on === account) return step.cards * step.price;
  return step.do === "transfer" && account === "reseller" ? step.amount : 0;
}

async function perform(
  step: Command,
  ids: Record<Place, string>,
  hold: Hold | undefined,
  pending: Pending | undefined,
  lastLoad: { input: Parameters<typeof loadCredits>[1]; entryId: string } | null,
): Promise<unknown> {
  const owner = hold ? ids[hold.owner] : "";
  switch (step.do) {
    case "load": {
      const input = { accountId: ids[step.to], amount: step.amount, idempotencyKey: newId() };
      return { input, ...(await asSystem((work) => loadCredits(work, input))) };
    }
    case "replay": {
      if (!lastLoad) return null;
      const again = await attempt(() => asSystem((work) => loadCredits(work, lastLoad.input)));
      if (again.ok && (again.value as { entryId: string }).entryId !== lastLoad.entryId)
        throw new Error("replay made an entry");
      return null;
    }
    case "hold": {
      const holds = Array.from({ length: step.cards }, () => ({
        cardId: newId(),
        sendingId: newId(),
        amount: step.price,
      }));
      return asAccount(ids[step.on], (work) => holdForCards(work, holds));
    }
    case "post":
      return asAccount(owner, (work) => postHolds(work, [hold?.id as string]));
    case "void":
      return asAccount(owner, (work) => voidHolds(work, [hold?.id as string]));
    case "refund":
      return asAccount(owner, (work) => refundCharges(work, [hold?.id as string]));
    case "transfer": {
      const input = { accountId: ids[step.to], amount: step.amount, idempotencyKey: newId() };
      return asAccount(ids.reseller, (work) => transferCredits(work, input));
    }
    case "cancel":
      return asAccount(ids.reseller, (work) => cancelTransfer(work, pending?.id as string));
    case "activate":
      return asSystem(async (work) => {
        const { count } = await work.tx.account.updateMany({
          where: { id: ids.created, status: "CREATED" },
          data: { status: "ACTIVATED" },
        });
        if (count === 1) await postPendingFor(work, ids.created);
        return count;
      });
    case "close":
      return asSystem(async (work) => {
        const { count } = await work.tx.account.updateMany({
          where: { id: ids[step.account], status: { not: "DELETED" } },
          data: { status: "DELETED" },
        });
        if (count === 1) await forfeit(work, ids[step.account]);
        return count;
      });
  }
}

/** Takes over what the database answered: first what adds and takes, then what resolves, then activation, then ends. */
function follow(model: Model, ready: { step: Command; hold?: Hold; pending?: Pending }[], answers: Answer[]): void {
  const order: Command["do"][][] = [
    ["load", "replay", "transfer", "hold"],
    ["post", "void"],
    ["refund", "cancel"],
    ["activate"],
    ["close"],
  ];
  for (const kinds of order)
    ready.forEach(({ step, hold, pending }, index) => {
      const answer = answers[index] as Answer;
      if (!answer.ok || !kinds.includes(step.do)) return;
      if (step.do === "load") model.gain(step.to, step.amount);
      if (step.do === "transfer") {
        const { pending: waits, entryId } = answer.value as { pending: boolean; entryId: string };
        model.of("reseller").available -= step.amount;
        if (waits) model.of("reseller").held += step.amount;
        else model.gain(step.to, step.amount);
        if (waits) model.pendings.push({ id: entryId, amount: step.amount, open: true });
      }
      if (step.do === "hold")
        for (const id of (answer.value as Map<string, string>).values()) {
          model.hold(step.on, step.price);
          model.holds.push({ id, owner: step.on, amount: step.price, state: "held" });
        }
      if ((step.do === "post" || step.do === "void") && hold) {
        model.release(hold.owner, hold.amount, step.do === "void");
        hold.state = step.do === "void" ? "void" : "spent";
      }
      if (step.do === "refund" && hold) {
        model.gain(hold.owner, hold.amount);
        hold.state = "refunded";
      }
      if (step.do === "cancel" && pending) {
        model.release("reseller", pending.amount, true);
        pending.open = false;
      }
      if (step.do === "activate" && answer.value === 1) settle(model, true);
      if (step.do === "close" && answer.value === 1) {
        if (step.account === "created") settle(model, false);
        model.close(step.account);
      }
    });
}

/** The pending transfers end: posted to the customer, or back to the reseller. */
function settle(model: Model, posted: boolean): void {
  for (const pending of model.pendings.filter((entry) => entry.open)) {
    model.release("reseller", pending.amount, !posted);
    if (posted) model.gain("created", pending.amount);
    pending.open = false;
  }
}

async function compare(model: Model, ids: Record<Place, string>): Promise<void> {
  const rows = await asSystem(
    ({ tx }) => tx.$queryRaw<(Figures & { id: string })[]>`
      SELECT b.account_id::text AS id, b.available::int, b.forfeited::int,
        (SELECT sum(s.held) FROM credit_slots s WHERE s.account_id = b.account_id)::int AS held
      FROM credit_balances b WHERE b.account_id = ANY (${Object.values(ids)}::uuid[])`,
  );
  for (const [name, want] of model.figures) {
    const found = rows.find((row) => row.id === ids[name]) as Figures;
    if (found.available !== want.available || found.held !== want.held || found.forfeited !== want.forfeited)
      throw new Error(`${name}: the model has ${JSON.stringify(want)}, the ledger ${JSON.stringify(found)}`);
  }
}

/**
 * Runs sequences, several at the same time, until so many commands were carried out.
 *
 * @throws Error with the seed and the shrunk sequence at the first divergence.
 */
export async function runSequences(options: {
  seed: number;
  commands: number;
  lanes: number;
  sequence: fc.Arbitrary<Command[][]>;
  progress?: (done: number) => void;
}): Promise<number> {
  let done = 0;
  const lane = async (number: number) => {
    for (let round = 0; done < options.commands; round++) {
      const property = fc.asyncProperty(options.sequence, async (sequence) => {
        const count = await runSequence(sequence);
        done += count;
      });
      await fc.assert(property, { seed: options.seed + number * 1_000 + round, numRuns: 1, unbiased: true });
      options.progress?.(done);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, (_, number) => lane(number)));
  return done;
}

/** Every rule of the ledger, recomputed over the whole database. */
export async function expectSoundLedger(): Promise<number> {
  const check = await asSystem(verifyLedger);
  if (check.differences.length > 0)
    throw new Error(`The ledger is not sound: ${JSON.stringify(check.differences.slice(0, 5))}`);
  return check.entries;
}
