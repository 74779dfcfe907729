import { accountScope, inTransaction, type Work } from "../../../src/platform/db";
import { anAccount, aUser } from "../../factories/accounts";
import { aConfiguration, aSite } from "../../factories/sites";
import type { BenchDatabase } from "./bench-database";
import { addManyCards } from "./many-cards";

export type ManyCardsSite = {
  accountId: string;
  siteId: string;
  /** The administrator. */
  userId: string;
  /** The most used first. */
  configurationIds: string[];
  /** Runs in a transaction of the application's role in the account. */
  inSite<T>(run: (work: Work) => Promise<T>): Promise<T>;
};

/** A customer with one site of so many cards in seven configurations, and its administrator. */
export async function aSiteOfManyCards(
  database: BenchDatabase,
  count: number,
  options: { fresh?: boolean } = {},
): Promise<ManyCardsSite> {
  const account = await anAccount({ companyName: "Bench" });
  const user = await aUser(account.id);
  const site = await aSite(account.id);
  const configurationIds: string[] = [];
  for (let n = 0; n < 7; n++) configurationIds.push((await aConfiguration(site)).id);
  const start = performance.now();
  await database.asSuperuser((client) =>
    addManyCards(client, { accountId: account.id, siteId: site.id, configurationIds, count, ...options }),
  );
  console.log(`  ${count.toLocaleString("en")} cards made in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  const within = {
    scope: accountScope(account.id),
    performer: { kind: "user", id: user.id, name: "Bench" } as const,
    timeout: 3_600_000,
  };
  return {
    accountId: account.id,
    siteId: site.id,
    userId: user.id,
    configurationIds,
    inSite: (run) => inTransaction(within, run),
  };
}
