import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { aPhone } from "@tests/integration/activation/phones";

export type Side = { id: string; user: string };
export type CardOfMoney = {
  id: string;
  /** Sendings that took a hold, and those of which that is not known. */
  sends: number;
  unsure: number;
  /** Sendings whose activation was answered, and how many activations were not. */
  activated: Set<string>;
  unsureActivations: number;
  phone: ReturnType<typeof aPhone>;
};

async function aSide(options: Parameters<typeof anAccount>[0]): Promise<Side> {
  const account = await anAccount(options);
  return { id: account.id, user: (await aUser(account.id)).id };
}

/** A chain of three accounts with one hot customer at its end, customers to be activated and to be deleted, and cards on a site. */
export async function makeWorld(cards: number, fetchFrom: typeof fetch) {
  const operator = await theOperator();
  const top = await aSide({ type: "RESELLER" });
  const middle = await aSide({ type: "RESELLER", parentId: top.id });
  const customer = await aSide({ parentId: middle.id });
  for (const [account, amount] of [
    [top, 3_000],
    [middle, 1_000],
    [customer, 400],
  ] as const)
    await aLoad(account.id, amount);
  const site = await aSite(customer.id);
  const configuration = await aConfiguration(site);
  const list: CardOfMoney[] = [];
  for (let index = 0; index < cards; index++) {
    const card = await aCard(site, index % 2 ? { configurationId: configuration.id } : {});
    const phone = aPhone({ fetch: fetchFrom });
    list.push({ id: card.id, sends: 0, unsure: 0, activated: new Set(), unsureActivations: 0, phone });
  }
  const created: string[] = [];
  const disposable: { id: string; companyName: string }[] = [];
  for (let index = 0; index < 6; index++) {
    created.push((await anAccount({ parentId: top.id, status: "CREATED" })).id);
    const account = await anAccount({ parentId: middle.id, companyName: `To be deleted ${index}` });
    disposable.push({ id: account.id, companyName: account.companyName });
  }
  const operatorSide: Side = { id: operator.id, user: (await aUser(operator.id)).id };
  return { operator: operatorSide, top, middle, customer, siteId: site.id, cards: list, created, disposable };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;
