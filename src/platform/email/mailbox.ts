import { decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { Prisma, Work } from "../db";

export type MailboxRow = {
  id: string;
  toAddress: string;
  toName: string | null;
  fromName: string;
  subject: string;
  at: string;
};
export type MailboxMessage = MailboxRow & { html: string; text: string };

type Query = { cursor?: string | null; limit?: number; search?: string };

const columns = { id: true, toAddress: true, toName: true, fromName: true, subject: true, at: true } as const;

/** What the built-in mailbox holds, newest first; `search` looks in recipients and subjects. System scope only. */
export async function listMailbox(work: Work, { cursor, limit = 50, search }: Query): Promise<Page<MailboxRow>> {
  const from = decodeCursor(cursor);
  const conditions: Prisma.MailboxMessageWhereInput[] = [];
  if (from) {
    const at = new Date(String(from.value));
    conditions.push({ OR: [{ at: { lt: at } }, { at, id: { lt: from.id } }] });
  }
  if (search) {
    const contains = { contains: search, mode: "insensitive" } as const;
    conditions.push({ OR: [{ toAddress: contains }, { toName: contains }, { subject: contains }] });
  }
  const found = await work.tx.mailboxMessage.findMany({
    select: columns,
    where: { AND: conditions },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const rows = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = rows.at(-1);
  const more = found.length > limit && last;
  return {
    rows,
    nextCursor: more ? encodeCursor({ value: last.at, id: last.id }) : null,
    previousCursor: null,
    total: null,
  };
}

/** One message with its contents, or null. Show the HTML in a sandboxed frame only. System scope only. */
export async function readMailboxMessage(work: Work, id: string): Promise<MailboxMessage | null> {
  const row = await work.tx.mailboxMessage.findUnique({ where: { id } });
  return row && { ...row, at: row.at.toISOString() };
}
