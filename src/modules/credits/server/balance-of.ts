import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { BalanceDto } from "../contract";
import { isReached } from "../domain/threshold";
import { readBalance } from "./ledger.repo";

/**
 * An account's credits: balance (what the top menu shows), held by sent cards and pending transfers, and available
 * (R126, R295–R298). An account may ask for itself and its direct customers.
 *
 * @throws AppError NOT_FOUND `shared.notFound` for any other.
 */
export async function balanceOf(work: Work, accountId: string): Promise<BalanceDto> {
  const found = await readBalance(work, accountId);
  if (!found) throw new AppError("NOT_FOUND", "shared.notFound");
  const { available, held, threshold } = found;
  return { balance: available + held, held, available, threshold, reached: isReached(available, threshold) };
}
