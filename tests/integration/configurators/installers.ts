import { anAccount, aUser } from "@tests/factories/accounts";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";

let counter = 0;

/** A new configurator's input, of a person of its own. */
export function anInstaller(more: { firstName?: string; lastName?: string; email?: string; phone?: string } = {}) {
  counter += 1;
  return { firstName: "Ingrid", lastName: `STONE${counter}`, email: `installer${counter}@example.com`, ...more };
}

/** A customer without credits, with a site, a configuration, a configurator, and its administrator's procedures. */
export async function aWorkshop() {
  const account = await anAccount({ companyName: "Bank of America" });
  const site = await aSite(account.id);
  const configuration = await aConfiguration(site);
  const user = await aUser(account.id);
  const { configurators, configurationCards, sites } = await callerOf(user);
  const at = { siteId: site.id };
  const configurator = await configurators.add({ ...at, ...anInstaller() });
  const cardOf = async (configuratorId = configurator.id, configurationId = configuration.id) => {
    await configurationCards.assign({ ...at, configuratorIds: [configuratorId], configurationIds: [configurationId] });
    const { id } = await asSystem(({ tx }) =>
      tx.virtualCard.findFirstOrThrow({ where: { configuratorId, configurationId, status: { not: "DELETED" } } }),
    );
    return id;
  };
  return { account, site, configuration, user, configurator, configurators, configurationCards, sites, at, cardOf };
}
export type Workshop = Awaited<ReturnType<typeof aWorkshop>>;

export function pick(...ids: string[]) {
  return { by: "cards" as const, cards: ids.map((id) => ({ id })) };
}

export function stored(id: string) {
  return asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
}

/** Sends a card and puts it on a phone. */
export async function onPhone(shop: Workshop, id: string) {
  await shop.configurationCards.send({ ...shop.at, selection: pick(id) });
  const phone = aPhone();
  await phone.activate(makeLinkToken("card", (await stored(id)).sendingId as string));
  return phone;
}
