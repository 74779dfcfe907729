import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";

/** Pages as figure 8 names them (`history_entries.page`). */
export const HISTORY_PAGES = [
  "account",
  "users",
  "customerAccounts",
  "credits",
  "sites",
  "readerConfigurations",
  "cards",
  "configurators",
  "settings",
] as const;

export const historyInput = listInput(["at"], {
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  pages: z.array(z.string().max(40)).max(20),
  /** The name of who did it. */
  performer: z.string().max(200),
  siteId: z.uuid(),
  cardId: z.uuid(),
  customerId: z.uuid(),
});
export type HistoryInput = z.infer<typeof historyInput>;

export type HistoryChangeDto = {
  field: string;
  from: string | number | boolean | null;
  to: string | number | boolean | null;
};

/** A line of an account's history. `action` is `<module>.<action>`; its text is the message `<module>.history.<action>`. */
export type HistoryRowDto = {
  id: string;
  at: string;
  page: string;
  action: string;
  params: Record<string, string | number>;
  changes: HistoryChangeDto[];
  performerKind: string;
  performerName: string;
};

/** How many days the charts of use show. */
export const USAGE_DAYS = 90;

/** What one day (`2026-11-24`, in the account's time zone) used of the credits, gave back, and how many cards it activated. */
export type UsageDay = { day: string; used: number; refunded: number; activated: number };
