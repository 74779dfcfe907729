/** Where an account's access to the Web API stands (R150 to R155). */
export const API_ACCESS_STATUSES = ["REQUESTED", "APPROVED", "ACTIVE", "REFUSED", "WITHDRAWN"] as const;
export type ApiAccessStatus = (typeof API_ACCESS_STATUSES)[number];

export type ApiAccessEvent = "request" | "approve" | "refuse" | "reveal" | "renew" | "withdraw";

const MOVES: Record<ApiAccessEvent, { from: readonly ApiAccessStatus[]; to: ApiAccessStatus }> = {
  request: { from: ["REFUSED", "WITHDRAWN"], to: "REQUESTED" },
  approve: { from: ["REQUESTED"], to: "APPROVED" },
  refuse: { from: ["REQUESTED"], to: "REFUSED" },
  reveal: { from: ["APPROVED"], to: "ACTIVE" },
  renew: { from: ["ACTIVE"], to: "ACTIVE" },
  withdraw: { from: ["APPROVED", "ACTIVE"], to: "WITHDRAWN" },
};

/** The statuses from which something may happen, and the one it leads to. A first request comes from none. */
export function accessMove(event: ApiAccessEvent): { from: ApiAccessStatus[]; to: ApiAccessStatus } {
  const { from, to } = MOVES[event];
  return { from: [...from], to };
}

/** The number by which an account's access is known to the operator (R150, R156). */
export function apiNumberOf(accountNumber: number): string {
  return `API${accountNumber}`;
}

/** Whether a browser's origin is a domain or one below it. */
export function originFits(origin: string, domainName: string): boolean {
  try {
    const host = new URL(origin).hostname.toLowerCase();
    return host === domainName || host.endsWith(`.${domainName}`);
  } catch {
    return false;
  }
}
