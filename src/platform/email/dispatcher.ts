import { type EmailKind, emailCatalogue } from "@emails/catalogue";
import { type Clock, systemClock } from "@/shared/kernel/clock";
import { inTransaction, systemPerformer, systemScope } from "../db";
import type { CronEntry, JobHandler, JobRegistry } from "../jobs";
import { tally } from "../metrics/tallies";
import { accountsWithDueEmails, type ClaimedEmail, claimEmails, noteResults, releaseEmails } from "./claims";
import { isPlainAddress, oneLine } from "./clean";
import { Lanes } from "./lanes";
import { detailOf, type Mailbox, type MailTransport, messageIdOf, type OutgoingMail } from "./mail";
import { DISPATCH_TASK, queueDispatch } from "./outbox";
import { type ResolvedEmail, resolverOf } from "./registry";
import { renderEmail } from "./render";

type Options = {
  transport: MailTransport;
  /** The platform's address; the name is the brand's. */
  from: Mailbox;
  /** The configured origin; its host stands in Message-IDs. */
  origin: string;
  /** Port: whether an account's mails may go out now (not while it is disabled). */
  maySend?: (accountId: string) => Promise<boolean>;
  clock?: Clock;
};

type Prepared = { row: ClaimedEmail; resolved: ResolvedEmail<EmailKind> | { failed: string } };
type Noted = Parameters<typeof noteResults>[0][number];

export type MailDelivery = {
  /** Works off the mails of an account that are due, for a little while. @returns how many were tried. */
  dispatch(accountId: string | null): Promise<number>;
  /** Sees to it that whatever is due has a job: retries, and mails whose worker was killed. */
  sweep(): Promise<void>;
  jobs: JobRegistry;
  cron: CronEntry[];
  close(): Promise<void>;
};

const BATCH = 200;
/** Milliseconds after which a job makes room for other accounts' jobs, and a new one goes on. */
const SLICE = 2_000;
/** A mail is begun only if its lease lasts longer than the transport may take. */
const LEASE_MARGIN = 90_000;

/**
 * The worker's side of the outbox. Each account is worked off by jobs of its own; mails go out on a few lanes, one per
 * connection, that accounts share fairly. A lane notes the result before it takes the next mail, so a killed worker leaves
 * at most one mail per connection that was taken and not noted: it is sent again, under the same Message-ID.
 */
export function createMailDelivery(options: Options): MailDelivery {
  const clock = options.clock ?? systemClock;
  const total = options.transport.connections;
  const lanes = new Lanes({ total, perGroup: Math.max(1, total - 1) });
  const note = noteTogether((results) => noteResults(results, clock()));

  async function dispatch(accountId: string | null): Promise<number> {
    const started = performance.now();
    let tried = 0;
    let batch = await prepare(accountId, options, clock);
    while (batch.length > 0) {
      // The next batch is read while this one is on its way.
      const next = performance.now() - started < SLICE ? prepare(accountId, options, clock) : Promise.resolve([]);
      next.catch(() => {});
      tried += await sendAll(batch);
      batch = await next;
    }
    await inTransaction({ scope: systemScope, performer: systemPerformer, clock }, async (work) => {
      const due = { accountId, status: { in: ["QUEUED" as const] }, nextAttemptAt: { lte: work.now } };
      const more = tried > 0 && (await work.tx.emailMessage.findFirst({ where: due, select: { id: true } }));
      if (more) await queueDispatch(work, accountId);
    });
    return tried;
  }

  async function sendAll(batch: Prepared[]): Promise<number> {
    const unsent: string[] = [];
    let tried = 0;
    let failure: unknown;
    const group = batch[0]!.row.accountId ?? "platform";
    const one = async ({ row, resolved }: Prepared) => {
      // Results can't be noted: nothing more may go out.
      if (failure || row.leaseUntil.getTime() - clock().getTime() < LEASE_MARGIN) return void unsent.push(row.id);
      try {
        const result = await deliver(row, resolved);
        await note(result);
        tally("emails", result.outcome);
        tried += 1;
      } catch (error) {
        failure ??= error;
      }
    };
    await Promise.all(batch.map((mail) => lanes.run(group, () => one(mail))));
    if (failure) throw failure;
    await releaseEmails(unsent, clock());
    return tried;
  }

  async function deliver(row: ClaimedEmail, resolved: Prepared["resolved"]): Promise<Noted> {
    if (resolved === "cancel") return { row, outcome: "cancelled", detail: null };
    if ("failed" in resolved) return { row, outcome: "temporary", detail: resolved.failed };
    if (!isPlainAddress(row.toAddress)) return { row, outcome: "permanent", detail: "Not a mail address" };
    let mail: OutgoingMail;
    try {
      mail = await write(row, resolved, options);
    } catch (error) {
      return { row, outcome: "temporary", detail: `Could not be written: ${detailOf(error)}` };
    }
    return { row, ...(await options.transport.send(mail)) };
  }

  async function sweep(): Promise<void> {
    await inTransaction({ scope: systemScope, performer: systemPerformer, clock }, async (work) => {
      for (const accountId of await accountsWithDueEmails(work)) await queueDispatch(work, accountId);
    });
  }

  const dispatchJob: JobHandler<{ accountId: string | null }> = async ({ accountId }) =>
    void (await dispatch(accountId));
  return {
    dispatch,
    sweep,
    jobs: { [DISPATCH_TASK]: dispatchJob, "email-sweep": sweep },
    cron: [{ task: "email-sweep", match: "* * * * *" }],
    close: () => options.transport.close(),
  };
}

async function write(
  row: ClaimedEmail,
  resolved: Exclude<ResolvedEmail<EmailKind>, "cancel">,
  options: Options,
): Promise<OutgoingMail> {
  const locale = resolved.locale ?? row.locale;
  const rendered = await renderEmail(row.kind as EmailKind, { brand: resolved.brand, locale, data: resolved.data });
  return {
    id: row.id,
    messageId: messageIdOf(row.id, options.origin),
    from: { name: oneLine(resolved.brand.companyName) || options.from.name, address: options.from.address },
    to: { name: row.toName === null ? null : oneLine(row.toName), address: row.toAddress },
    date: row.createdAt,
    ...rendered,
  };
}

/** Claims a batch and finds out what its mails say. Mails of an account that may not send stay where they are. */
async function prepare(accountId: string | null, { maySend }: Options, clock: Clock): Promise<Prepared[]> {
  if (accountId !== null && maySend && !(await maySend(accountId))) return [];
  const rows = await claimEmails(accountId, BATCH, clock());
  const kinds = new Map<string, ClaimedEmail[]>();
  for (const row of rows) {
    const group = kinds.get(row.kind);
    if (group) group.push(row);
    else kinds.set(row.kind, [row]);
  }
  const resolved = new Map<string, Prepared["resolved"]>();
  for (const [kind, group] of kinds) await resolveGroup(kind, group, clock, resolved);
  return rows.map((row) => ({ row, resolved: resolved.get(row.id) ?? "cancel" }));
}

async function resolveGroup(
  kind: string,
  rows: ClaimedEmail[],
  clock: Clock,
  into: Map<string, Prepared["resolved"]>,
): Promise<void> {
  const resolver = kind in emailCatalogue ? resolverOf(kind) : undefined;
  if (!resolver) {
    for (const row of rows) into.set(row.id, { failed: `No resolver is registered for “${kind}”` });
    return;
  }
  const run = (some: ClaimedEmail[]) =>
    inTransaction({ scope: systemScope, performer: systemPerformer, clock, timeout: 60_000 }, async (work) => {
      if ("resolveAll" in resolver) return resolver.resolveAll(work, some);
      const found = new Map<string, ResolvedEmail<EmailKind>>();
      for (const row of some) found.set(row.id, await resolver.resolve(work, row));
      return found;
    });
  try {
    for (const [id, value] of await run(rows)) into.set(id, value);
  } catch {
    // One of them is bad, and must not hold up the others: each on its own.
    for (const row of rows) {
      try {
        into.set(row.id, (await run([row])).get(row.id) ?? "cancel");
      } catch (error) {
        into.set(row.id, { failed: `Could not be resolved: ${detailOf(error)}` });
      }
    }
  }
}

/** Collects what arrives while the note before is being written, so that busy lanes share one statement. */
function noteTogether(write: (results: Noted[]) => Promise<void>): (result: Noted) => Promise<void> {
  let waiting: { result: Noted; done: () => void; fail: (error: unknown) => void }[] = [];
  let writing = false;
  async function flush(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ result }) => result));
        for (const { done } of group) done();
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
    }
    writing = false;
  }
  return (result) =>
    new Promise((done, fail) => {
      waiting.push({ result, done, fail });
      if (!writing) void flush();
    });
}
