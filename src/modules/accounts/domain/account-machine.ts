/** What can happen to an account (decisions, sections 1 and 2), and from which statuses. */
const TRANSITIONS = {
  approve: { from: ["REQUESTED"], to: "CREATED" },
  refuse: { from: ["REQUESTED"], to: "DELETED" },
  activate: { from: ["CREATED"], to: "ACTIVATED" },
  disable: { from: ["ACTIVATED"], to: "DISABLED" },
  enable: { from: ["DISABLED"], to: "ACTIVATED" },
  delete: { from: ["CREATED", "ACTIVATED", "DISABLED"], to: "DELETED" },
} as const;

export const ACCOUNT_STATUSES = ["REQUESTED", "CREATED", "ACTIVATED", "DISABLED", "DELETED"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
export type AccountEvent = keyof typeof TRANSITIONS;

/** The statuses in which an event can happen, and the one it leads to. */
export function accountTransition(event: AccountEvent): { from: AccountStatus[]; to: AccountStatus } {
  return { from: [...TRANSITIONS[event].from], to: TRANSITIONS[event].to };
}

/** Whether an event can happen to an account of a status. */
export function accountCan(status: AccountStatus, event: AccountEvent): boolean {
  return (TRANSITIONS[event].from as readonly AccountStatus[]).includes(status);
}
