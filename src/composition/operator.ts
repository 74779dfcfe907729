import { z } from "zod";
import { operatorProcedure, router } from "@/authz/server";
import { LEDGER_CHECK_JOB, lastLedgerCheck } from "@/modules/credits/server";
import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import { slowStatements } from "@/platform/db/statements";
import { emailCounts, listFailedEmails, listMailbox, readMailboxMessage, resendEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { addJob, failedJobs, jobCounts, retryJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import { mailboxIsOpen } from "./mailbox";
import { accountParts, accountUsers } from "./operator-account";
import { operatorListInput } from "./operator-contract";

function requireMailbox(): void {
  if (!mailboxIsOpen()) throw new AppError("NOT_FOUND", "shared.notFound");
}

/** How many accounts are in each status, by type; deleted ones too. */
async function accountCounts(work: Work) {
  const rows = await work.tx.account.groupBy({
    by: ["type", "status"],
    where: { type: { not: "OPERATOR" } },
    _count: true,
  });
  const of = (type: string) =>
    Object.fromEntries(rows.filter((row) => row.type === type).map((row) => [row.status, row._count])) as Partial<
      Record<(typeof rows)[number]["status"], number>
    >;
  return { resellers: of("RESELLER"), customers: of("END_CUSTOMER") };
}

/** What an operator does to the platform itself, in the operator's own history. */
async function note(work: Work, action: string, params: Record<string, string | number>): Promise<void> {
  const operator = await work.tx.account.findFirstOrThrow({ where: { type: "OPERATOR" }, select: { id: true } });
  await recordEvent(work, { accountId: operator.id, page: "settings", action, params });
  work.touch("operator");
}

/** The console's view of the platform: queue, outbox, mailbox, last check of the ledger. */
export const operatorRouter = router({
  accountCounts: operatorProcedure("accounts.view").query(({ ctx }) => ctx.read(accountCounts)),
  accountParts: operatorProcedure("accounts.view")
    .input(z.object({ accountId: z.uuid() }))
    .query(({ ctx, input }) => ctx.read((work) => accountParts(work, input.accountId))),
  accountUsers: operatorProcedure("accounts.view")
    .input(z.object({ accountId: z.uuid(), search: z.string().trim().max(200).default("") }))
    .query(({ ctx, input }) => ctx.read((work) => accountUsers(work, input.accountId, input.search))),
  health: operatorProcedure("health.view").query(({ ctx }) =>
    ctx.read(async (work) => ({
      jobs: await jobCounts(work),
      emails: await emailCounts(work),
      ledger: await lastLedgerCheck(work),
    })),
  ),
  checkLedger: operatorProcedure("health.act").mutation(({ ctx }) =>
    ctx.write((work) => addJob(work, LEDGER_CHECK_JOB, {}, { key: `${LEDGER_CHECK_JOB}-now` })),
  ),
  jobs: operatorProcedure("health.view").query(({ ctx }) => ctx.read(failedJobs)),
  /** Of the process that answers, since it started; the most time in all first. */
  slowStatements: operatorProcedure("health.view").query(() => ({
    fromMs: config().slowStatementMs,
    statements: slowStatements().slice(0, 20),
  })),
  retryJob: operatorProcedure("health.act")
    .input(z.object({ id: z.string().regex(/^\d{1,18}$/), task: z.string().max(100) }))
    .mutation(({ ctx, input }) =>
      ctx.write(async (work) => {
        if (!(await retryJob(work, input.id))) throw new AppError("CONFLICT", "operator.jobGone");
        await note(work, "operator.jobRetried", { job: input.task });
      }),
    ),
  failedEmails: operatorProcedure("health.view")
    .input(operatorListInput)
    .query(({ ctx, input }) => ctx.read((work) => listFailedEmails(work, input))),
  resendEmail: operatorProcedure("health.act")
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) =>
      ctx.write(async (work) => {
        const mail = await resendEmail(work, input.id);
        if (!mail) throw new AppError("CONFLICT", "operator.mailGone");
        await note(work, "operator.mailResent", { to: mail.to });
      }),
    ),
  mailbox: operatorProcedure("health.view")
    .input(operatorListInput)
    .query(({ ctx, input }) => {
      requireMailbox();
      return ctx.read((work) => listMailbox(work, input));
    }),
  mailboxMessage: operatorProcedure("health.view")
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => {
      requireMailbox();
      return ctx.read(async (work) => {
        const message = await readMailboxMessage(work, input.id);
        if (!message) throw new AppError("NOT_FOUND", "shared.notFound");
        // The HTML goes to its sandboxed frame by a route of its own.
        const { html: _, ...rest } = message;
        return rest;
      });
    }),
});
