/** Whose rows a transaction may see. `system` is for jobs, phones, sign-in and the operator, each of which narrows by hand. */
export type Scope = { kind: "account"; accountId: string } | { kind: "system" };

export const systemScope: Scope = { kind: "system" };

export function accountScope(accountId: string): Scope {
  return { kind: "account", accountId };
}

/** Who does something, as history and ledger name them. */
export type Performer = { kind: "user" | "api" | "phone" | "job" | "system"; id: string | null; name: string };

export const systemPerformer: Performer = { kind: "system", id: null, name: "System" };
