/** What can be done with a user, and in which statuses (R097). */
const TRANSITIONS = {
  edit: { from: ["CREATED", "ACTIVATED", "DISABLED"], to: null },
  invite: { from: ["CREATED"], to: null },
  disable: { from: ["ACTIVATED"], to: "DISABLED" },
  reactivate: { from: ["DISABLED"], to: "ACTIVATED" },
  resetSecondFactor: { from: ["ACTIVATED", "DISABLED"], to: null },
  delete: { from: ["CREATED", "ACTIVATED", "DISABLED"], to: "DELETED" },
} as const;

export const USER_STATUSES = ["REQUESTED", "CREATED", "ACTIVATED", "DISABLED", "DELETED"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];
/** The statuses of users that lists show. */
export const LISTED_STATUSES = ["CREATED", "ACTIVATED", "DISABLED"] as const;
export type UserAction = keyof typeof TRANSITIONS;

/** The statuses from which an action is possible, and the one it leads to (null: it stays). */
export function userTransition(action: UserAction): { from: UserStatus[]; to: UserStatus | null } {
  return { from: [...TRANSITIONS[action].from], to: TRANSITIONS[action].to };
}

/** Whether an action is possible with a user of a status. */
export function userCan(status: UserStatus, action: UserAction): boolean {
  return (TRANSITIONS[action].from as readonly UserStatus[]).includes(status);
}
