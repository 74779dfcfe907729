import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { ApiAccessStatus } from "./domain/access-machine";

/** A domain name, as it stands in a browser's origin: no scheme, no path. Empty is none. */
const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^$|^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "webApi.domainForm",
  )
  .transform((text) => text || null)
  .nullable();
/** IP addresses and networks (CIDR); what they mean is checked on the server. */
const networks = z.array(z.string().trim().min(1).max(60)).max(50, "webApi.tooManyNetworks");

export const apiAccountInput = z.object({ accountId: z.uuid() });
/** From where a token may be used: browsers of a domain, and networks. */
export const restrictionsInput = apiAccountInput.extend({ domainName, networks });
export type RestrictionsInput = z.output<typeof restrictionsInput>;

export const apiCustomersInput = z.object({ search: z.string().trim().max(200).optional() });
/** A customer as figure 39's list shows it: `Company (API28517)`. */
export type ApiCustomer = { accountId: string; companyName: string; apiNumber: string };

export type ApiSettings = ApiCustomer & {
  status: ApiAccessStatus | "NONE";
  domainName: string | null;
  networks: string[];
  requestedAt: string | null;
  refusalReason: string | null;
  /** What is left of the token after it was shown once. */
  token: { prefix: string; clientId: string; createdAt: string } | null;
  lastUsedAt: string | null;
  /** Networks from which it was used. */
  places: { network: string; firstSeenAt: string }[];
  /** Calls of the last 30 days (UTC), the oldest first. */
  calls: { day: string; calls: number }[];
  /** The reader may ask for a token, reveal and renew it; or only look at it and withdraw it. */
  manages: boolean;
};

/** The token in clear, shown once. */
export type RevealedToken = { clientId: string; clientSecret: string; accessToken: string };

export const apiRequestsInput = listInput(["requestedAt"], { state: z.enum(["WAITING", "REFUSED"]) });
export type ApiRequestsInput = z.output<typeof apiRequestsInput>;
/** A request as the operator sees it: without the company (R156). */
export type ApiRequestRow = {
  apiNumber: string;
  requestedAt: string;
  state: "WAITING" | "REFUSED";
  refusalReason: string | null;
};
export const apiRequestInput = z.object({ apiNumber: z.string().regex(/^API\d{1,9}$/) });
export const refuseApiInput = apiRequestInput.extend({ reason: z.string().trim().min(1).max(1_000) });
