import { accountOfAddress, checkFields, operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { countAttempt, limitKey, overLimit } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import type { RegistrationInput } from "../contract";
import { formAge } from "./form-token";
import { openAccount } from "./open-account";

const HOUR = 3_600;
export const REGISTRATION_LIMITS = {
  /** Requests from one place. */
  place: { attempts: 10, windowSeconds: HOUR },
  /** Mails that strangers can make the portal send to one address. */
  address: { attempts: 3, windowSeconds: 24 * HOUR },
};

/**
 * Takes the online form (R005): an account that waits for the operator's approval. The answer is the same whether the
 * address has an account already or not; then only its owner learns it, by e-mail (issue 3).
 *
 * @throws AppError BAD_INPUT with fields; RATE_LIMITED; REFUSED `access.formTooFast`, `access.formStale`.
 */
export async function registerAccount(
  system: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
  input: RegistrationInput,
  from: { ip: string; now: Date },
): Promise<void> {
  if (input.nickname !== "") return; // a robot: it may believe that it was taken
  const age = formAge(input.formToken, from.now);
  if (age === "tooFast") throw new AppError("REFUSED", "access.formTooFast");
  if (age === "invalid") throw new AppError("REFUSED", "access.formStale");
  checkFields(input.account);
  await countAttempt(limitKey("register-place", from.ip), REGISTRATION_LIMITS.place, from.now);
  const address = limitKey("register", input.account.email.toLowerCase());
  if ((await overLimit(address, REGISTRATION_LIMITS.address, from.now)) !== null) return;
  await system((work) => takeRequest(work, input.account));
}

async function takeRequest(work: Work, fields: RegistrationInput["account"]): Promise<void> {
  const to = { address: fields.email };
  const known = await accountOfAddress(work, fields.email);
  if (known) {
    const data = { waiting: known.status === "REQUESTED" };
    await queueEmail(work, { kind: "account-known", accountId: null, to, locale: known.locale, data });
    return;
  }
  const operator = await operatorAccount(work);
  const { accountId } = await openAccount(work, {
    parentId: operator.id,
    status: "REQUESTED",
    fields,
    createdByName: null,
  });
  const event = { action: "accounts.requested", params: { account: fields.companyName } };
  await recordEvent(work, { accountId, page: "account", ...event });
  await recordEvent(work, { accountId: operator.id, page: "customerAccounts", customerId: accountId, ...event });
  work.touch("operator");
  await queueEmail(work, { kind: "account-requested", accountId: null, to, locale: fields.locale });
  await queueEmail(work, {
    kind: "account-request-for-operator",
    accountId: null,
    to: { address: operator.email },
    locale: operator.locale,
    data: { requestId: accountId },
  });
}
