import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { told } from "./demo-events";

const DAY = 86_400_000;

/** Five user cards of a site that were added but not sent yet (figure 57). */
export async function makeCards(work: Work, accountId: string, siteId: string): Promise<void> {
  const people: [string, string][] = [
    ["Aymerick", "BRADLEY"],
    ["Claudia", "GREEN"],
    ["Frederick", "BLACKLEDGE"],
    ["John", "MIDDLETON"],
    ["Mary", "FOSTER"],
  ];
  const cards = people.map(([firstName, lastName], index) => ({
    id: newId(),
    accountId,
    siteId,
    kind: "MOBILE_ID_PLUS" as const,
    status: "CREATED" as const,
    firstName,
    lastName,
    email: `${firstName.toLowerCase()}@holders.test`,
    createdAt: new Date(work.now.getTime() - (20 - index) * DAY),
  }));
  await work.tx.virtualCard.createMany({ data: cards });
  for (const [index, { id, firstName, lastName }] of cards.entries())
    await told(work, accountId, "cards", "cards.add", { name: `${firstName} ${lastName}` }, 20 - index, {
      siteId,
      cardId: id,
      by: index % 2 ? "Lucy GREEN" : "Mike WHITE",
    });
}
