import { accountOf, type Work } from "@/platform/db";
import { readNetwork } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";
import { type ApiAccessEvent, accessMove, apiNumberOf } from "../domain/access-machine";

/**
 * The end customer whose access somebody wants to see or manage: one's own customer, or oneself. A customer asks for itself only
 * where the operator is its supplier; under a reseller it looks on, and can withdraw (decisions, section 10).
 *
 * @throws AppError NOT_FOUND for any other account.
 */
export async function customerOf(work: Work, accountId: string) {
  const own = accountOf(work);
  const account = await work.tx.account.findFirst({
    where: { id: accountId, type: "END_CUSTOMER", status: { not: "DELETED" } },
    select: { id: true, number: true, companyName: true, status: true, parentId: true, locale: true, email: true },
  });
  if (!account || (account.id !== own && account.parentId !== own)) throw new AppError("NOT_FOUND", "shared.notFound");
  const operator = await work.tx.operatorSettings.findFirstOrThrow({ select: { accountId: true } });
  const manages = account.id !== own || account.parentId === operator.accountId;
  const apiNumber = apiNumberOf(account.number);
  return { ...account, manages, apiNumber, name: `${account.companyName} (${apiNumber})` };
}
export type ApiCustomerAccount = Awaited<ReturnType<typeof customerOf>>;

/** The same for what only the managing side does. @throws AppError NOT_FOUND; FORBIDDEN for a customer under a reseller. */
export async function managedCustomer(work: Work, accountId: string): Promise<ApiCustomerAccount> {
  const customer = await customerOf(work, accountId);
  if (!customer.manages) throw new AppError("FORBIDDEN", "webApi.resellerManages");
  return customer;
}

/** Moves an access on, if it is where the step starts. @throws AppError CONFLICT `webApi.accessMoved`. */
export async function moveAccess(
  work: Work,
  accountId: string,
  event: ApiAccessEvent,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { from, to } = accessMove(event);
  const { count } = await work.tx.apiAccess.updateMany({
    where: { accountId, status: { in: from } },
    data: { ...data, status: to },
  });
  if (count === 0) throw new AppError("CONFLICT", "webApi.accessMoved");
}

/** Networks as they are stored. @throws AppError BAD_INPUT `webApi.networkForm` {network} for one that is none. */
export function storedNetworks(texts: string[]): string[] {
  for (const text of texts) {
    if (!readNetwork(text))
      throw new AppError("BAD_INPUT", "webApi.networkForm", {
        params: { network: text },
        fields: { networks: "webApi.networkForm" },
      });
  }
  return [...new Set(texts)];
}
