import { anAccount, aUser } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import type { AddCardInput } from "@/modules/cards";

/** A customer with a site, a configuration, credits, and its administrator's procedures. */
export async function aPortal(options: { credits?: number; allowDuplicateIds?: boolean } = {}) {
  const account = await anAccount({ companyName: "Bank of America" });
  if (options.credits !== 0) await aLoad(account.id, options.credits ?? 100);
  const site = await aSite(account.id, { allowDuplicateIds: options.allowDuplicateIds });
  const configuration = await aConfiguration(site);
  const user = await aUser(account.id);
  const caller = await callerOf(user);
  return { account, site, configuration, user, cards: caller.cards, at: { siteId: site.id } };
}
export type Portal = Awaited<ReturnType<typeof aPortal>>;

let counter = 0;

/** A new private-ID card's input, of a person of its own. */
export function blue(portal: { configuration: { id: string } }, more: Partial<AddCardInput> = {}) {
  counter += 1;
  return {
    kind: "PRIVATE_ID" as const,
    firstName: "Simon",
    lastName: `WHITE${counter}`,
    email: `blue${counter}@example.com`,
    configurationId: portal.configuration.id,
    privateId: String(600_000 + counter),
    ...more,
  } as Extract<AddCardInput, { kind: "PRIVATE_ID" }>;
}

/** A new Mobile ID+ card's input. */
export function orange(more: Partial<AddCardInput> = {}) {
  counter += 1;
  return {
    kind: "MOBILE_ID_PLUS" as const,
    firstName: "Claudia",
    lastName: `GREEN${counter}`,
    email: `orange${counter}@example.com`,
    ...more,
  } as Extract<AddCardInput, { kind: "MOBILE_ID_PLUS" }>;
}

export function pick(...ids: string[]) {
  return { by: "cards" as const, cards: ids.map((id) => ({ id })) };
}

/** Cards as they were seen, all in one phase. */
export function seen(phase: string, ...ids: string[]) {
  return { by: "cards" as const, cards: ids.map((id) => ({ id, phase })) };
}

/** Credits of an account: available, on hold, spent. */
export function creditsOf(accountId: string) {
  return asSystem(async ({ tx }) => {
    const balance = await tx.creditBalance.findUniqueOrThrow({ where: { accountId } });
    const slots = await tx.creditSlot.aggregate({ where: { accountId }, _sum: { held: true, spent: true } });
    return { available: Number(balance.available), held: Number(slots._sum.held), spent: Number(slots._sum.spent) };
  });
}

/** All rows that belong to an account's cards: to tell that nothing changed. */
export function everything(accountId: string) {
  return asSystem(async ({ tx }) => ({
    cards: await tx.virtualCard.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
    sendings: await tx.sending.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
    credentials: await tx.credential.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
    entries: await tx.ledgerEntry.findMany({ where: { destAccountId: accountId }, orderBy: { id: "asc" } }),
    history: await tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
    mails: await tx.emailMessage.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
  }));
}
