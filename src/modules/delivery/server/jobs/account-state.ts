import { accountOf, type Work } from "@/platform/db";

/** Whether the account of this work is activated, kept so until the transaction ends: disabling it waits, or came before. */
export async function accountIsActive(work: Work): Promise<boolean> {
  const rows = await work.tx.$queryRaw<{ active: boolean }[]>`
    SELECT status = 'ACTIVATED' AS active FROM accounts WHERE id = ${accountOf(work)}::uuid FOR SHARE`;
  return rows[0]?.active ?? false;
}
