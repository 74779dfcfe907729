import { hashApiSecret, newApiSecret, randomText } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { RevealedToken } from "../contract";
import { managedCustomer, moveAccess } from "./access.repo";
import { noteAccess } from "./note-access";

export const TOKEN_PREFIX = "mip";
export const SECRET_PREFIX = "mips";
const SHOWN = 10;

/**
 * Makes the token of an approved access and shows it, this once (R148, R154): nothing but hashes stays.
 *
 * @throws AppError NOT_FOUND; FORBIDDEN `webApi.resellerManages`; CONFLICT `webApi.accessMoved` where it was revealed meanwhile.
 */
export async function revealToken(work: Work, accountId: string): Promise<RevealedToken> {
  const customer = await managedCustomer(work, accountId);
  await moveAccess(work, accountId, "reveal");
  await noteAccess(work, customer, "webApi.revealed");
  return issue(work, accountId);
}

/** Replaces a living token by a new one; the old one is refused from now on. @throws AppError as `revealToken`. */
export async function renewToken(work: Work, accountId: string): Promise<RevealedToken> {
  const customer = await managedCustomer(work, accountId);
  await moveAccess(work, accountId, "renew");
  await endTokens(work, accountId);
  await noteAccess(work, customer, "webApi.renewed");
  return issue(work, accountId);
}

/** Ends the living token of an account, if it has one. */
export async function endTokens(work: Work, accountId: string): Promise<void> {
  await work.tx.apiToken.updateMany({ where: { accountId, endedAt: null }, data: { endedAt: work.now } });
}

async function issue(work: Work, accountId: string): Promise<RevealedToken> {
  const accessToken = newApiSecret(TOKEN_PREFIX);
  const clientSecret = newApiSecret(SECRET_PREFIX);
  const clientId = `mipc_${randomText(22)}`;
  const { count } = await work.tx.apiToken.createMany({
    data: [
      {
        id: newId(),
        accountId,
        prefix: accessToken.slice(0, SHOWN),
        tokenHash: new Uint8Array(hashApiSecret(accessToken)),
        clientId,
        secretHash: new Uint8Array(hashApiSecret(clientSecret)),
        createdByName: work.performer.name,
        createdAt: work.now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) throw new AppError("CONFLICT", "webApi.accessMoved");
  return { clientId, clientSecret, accessToken };
}
