import { accountScope, inTransaction, type Performer, systemPerformer, systemScope, type Work } from "@/platform/db";

export const testPerformer: Performer = { kind: "user", id: null, name: "Test USER" };

/** Runs something with the rights of jobs and phones. */
export function asSystem<T>(run: (work: Work) => Promise<T>, now?: Date): Promise<T> {
  return inTransaction({ scope: systemScope, performer: systemPerformer, clock: now ? () => now : undefined }, run);
}

/** Runs something within an account. */
export function asAccount<T>(accountId: string, run: (work: Work) => Promise<T>, now?: Date): Promise<T> {
  return inTransaction(
    { scope: accountScope(accountId), performer: testPerformer, clock: now ? () => now : undefined },
    run,
  );
}
