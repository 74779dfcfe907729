import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import { type EntryState, LEDGER_KINDS, type LedgerKind, type LedgerPhase, MAX_AMOUNT } from "./domain/entry";

/** An account's credits. `balance` is what the top menu shows (R125, R126): available + held. */
export type BalanceDto = {
  balance: number;
  held: number;
  available: number;
  /** The alert threshold, null where there is none; `reached`: available ≤ threshold (R135). */
  threshold: number | null;
  reached: boolean;
};

const amount = z.int("credits.amountForm").min(1, "credits.amountForm").max(MAX_AMOUNT, "credits.amountForm");
const comment = z.string().trim().max(500).optional();

/** A load by the operator, or a transfer by a reseller. The key makes asking again harmless. */
export const giveCreditsInput = z.object({ accountId: z.uuid(), amount, comment, idempotencyKey: z.uuid() });
export type GiveCreditsInput = z.infer<typeof giveCreditsInput>;

/** `pending`: the receiver has not activated its account yet; the credits are posted when it does. */
export type GivenCreditsDto = { entryId: string; pending: boolean; amount: number };

export const STATEMENT_STATES = ["ON_HOLD", "POSTED", "VOIDED"] as const;

export const statementInput = listInput(["at"], {
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  kinds: z.array(z.enum(LEDGER_KINDS)).max(LEDGER_KINDS.length),
  states: z.array(z.enum(STATEMENT_STATES)).max(3),
});
export type StatementInput = z.infer<typeof statementInput>;

/** A line of an account's ledger statement. */
export type StatementRowDto = {
  id: string;
  at: string;
  kind: LedgerKind;
  phase: LedgerPhase;
  state: EntryState;
  amount: number;
  /** True where the credits come to this account. */
  incoming: boolean;
  /** Change of the balance and of what is available, in credits. */
  balanceChange: number;
  availableChange: number;
  /** After this entry; null where a search or a filter by kind or state leaves lines out. */
  balance: number | null;
  available: number | null;
  counterpart: string | null;
  card: { id: string; siteId: string; name: string } | null;
  /** The number of the order of credits that it fulfils. */
  orderNumber: number | null;
  comment: string | null;
  performerName: string;
  /** A pending transfer of this account that it can still cancel. */
  cancellable: boolean;
};

export const transfersInput = listInput(["at"], {
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  customerId: z.uuid(),
});
export type TransfersInput = z.infer<typeof transfersInput>;

/** A line of the transfer history (R141, R142). */
export type TransferRowDto = {
  id: string;
  at: string;
  customerId: string;
  to: string;
  by: string;
  amount: number;
  comment: string | null;
  state: EntryState;
};
