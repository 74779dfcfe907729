import { accountOf, Prisma, type Work } from "@/platform/db";
import { recordEvents } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { type Assigned, type AssignInput, MOST_PAIRS } from "../contract";
import { keepSite } from "./configurators.repo";

/**
 * Gives each of the configurators each of the configurations: a configuration card in status Created per pair, free of
 * charge (R250, R261–R264). A pair that exists already is skipped and told. Configurators and configurations are kept until the
 * transaction ends: whoever is deleting one comes before (and it is refused here) or after (and finds the card).
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED `configurators.tooManyPairs`, `configurators.unknown` or
 *   `configurators.configurationUnknown`.
 */
export async function assignConfigurations(work: Work, siteId: string, input: AssignInput): Promise<Assigned> {
  const accountId = accountOf(work);
  await keepSite(work, siteId);
  const keep = (table: "configurators" | "reader_configurations", label: Prisma.Sql, ids: string[]) =>
    work.tx.$queryRaw<{ id: string; label: string }[]>`
      SELECT id, ${label} AS label FROM ${Prisma.raw(table)} WHERE account_id = ${accountId}::uuid AND site_id = ${siteId}::uuid
        AND id = ANY (${ids}::uuid[]) AND deleted_at IS NULL ORDER BY id FOR SHARE`;
  const configuratorIds = [...new Set(input.configuratorIds)];
  const configurationIds = [...new Set(input.configurationIds)];
  const pairs = configuratorIds.length * configurationIds.length;
  if (pairs > MOST_PAIRS)
    throw new AppError("REFUSED", "configurators.tooManyPairs", { params: { pairs, most: MOST_PAIRS } });
  const people = await keep("configurators", Prisma.sql`first_name || ' ' || last_name`, configuratorIds);
  if (people.length !== configuratorIds.length) throw new AppError("REFUSED", "configurators.unknown");
  const configurations = await keep("reader_configurations", Prisma.sql`name`, configurationIds);
  if (configurations.length !== configurationIds.length)
    throw new AppError("REFUSED", "configurators.configurationUnknown");

  const added = await work.tx.$queryRaw<{ id: string; configuratorId: string; configurationId: string }[]>`
    INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configurator_id, configuration_id, first_name, last_name, email,
      phone, transferable, created_at)
    SELECT uuid_v7(), p.account_id, p.site_id, 'CONFIGURATION', 'CREATED', p.id, rc.id, p.first_name, p.last_name, p.email, p.phone, false,
      ${work.now}
    FROM configurators p CROSS JOIN reader_configurations rc
    WHERE p.account_id = ${accountId}::uuid AND p.site_id = ${siteId}::uuid AND p.id = ANY (${people.map(({ id }) => id)}::uuid[])
      AND rc.account_id = p.account_id AND rc.site_id = p.site_id AND rc.id = ANY (${configurations.map(({ id }) => id)}::uuid[])
    ORDER BY p.id, rc.id
    ON CONFLICT (account_id, site_id, configurator_id, configuration_id) WHERE kind = 'CONFIGURATION' AND status <> 'DELETED' DO NOTHING
    RETURNING id, configurator_id AS "configuratorId", configuration_id AS "configurationId"`;

  const names = new Map([...people, ...configurations].map(({ id, label }) => [id, label]));
  await recordEvents(
    work,
    added.map((card) => ({
      accountId,
      page: "configurators",
      action: "configurators.assigned",
      params: { name: names.get(card.configuratorId) ?? "", configuration: names.get(card.configurationId) ?? "" },
      siteId,
      cardId: card.id,
    })),
  );
  const made = new Set(added.map((card) => `${card.configuratorId} ${card.configurationId}`));
  const skipped = people.flatMap((person) =>
    configurations.flatMap((configuration) =>
      made.has(`${person.id} ${configuration.id}`)
        ? []
        : [{ configurator: person.label, configuration: configuration.label }],
    ),
  );
  return { assigned: added.length, skipped };
}
