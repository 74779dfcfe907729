import type { ConfigurationUse } from "@/modules/reader-configurations";
import { accountOf, type Work } from "@/platform/db";

/** How many user cards and configuration cards, not deleted, use a configuration (R188). */
export async function countConfigurationUse(work: Work, configurationId: string): Promise<ConfigurationUse> {
  const [row] = await work.tx.$queryRaw<ConfigurationUse[]>`
    select (count(*) filter (where kind <> 'CONFIGURATION'))::int as users,
      (count(*) filter (where kind = 'CONFIGURATION'))::int as "configurationCards"
    from virtual_cards where account_id = ${accountOf(work)}::uuid and configuration_id = ${configurationId}::uuid
      and status <> 'DELETED'`;
  return row ?? { users: 0, configurationCards: 0 };
}
