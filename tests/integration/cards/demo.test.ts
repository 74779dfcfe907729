import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { makeCards } from "../../../prisma/demo-cards";
import { makeInstallers } from "../../../prisma/demo-installers";
import { aPortal } from "./portal";

test("I10 the demo's cards have the timeline that adding them writes", async () => {
  const portal = await aPortal();
  await asSystem(async (work) => {
    await makeInstallers(work, portal.account.id, portal.site.id);
    await makeCards(work, portal.account.id, portal.site.id);
  });
  const { rows } = await portal.cards.list(portal.at);
  expect(rows).toHaveLength(5);
  for (const { id, createdAt, firstName, lastName } of rows) {
    const { timeline } = await portal.cards.get({ ...portal.at, cardId: id });
    const name = `${firstName} ${lastName}`;
    expect(timeline).toMatchObject([{ type: "history", action: "cards.add", params: { name }, at: createdAt }]);
  }
  const untold = await asSystem(
    ({ tx }) => tx.$queryRaw`
      SELECT 1 FROM virtual_cards c WHERE account_id = ${portal.account.id}::uuid AND NOT EXISTS (
        SELECT 1 FROM history_entries h WHERE h.card_id = c.id AND h.at = c.created_at)`,
  );
  expect(untold).toEqual([]);
});
