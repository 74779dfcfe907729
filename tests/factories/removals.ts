import { changeCards, type StaffEvent } from "@/modules/delivery/server";
import { asAccount, asSystem } from "../support/system";

/** Does to a card what a customer's user does, by the use case itself. False where the lifecycle refuses. */
export async function aCardChange(cardId: string, event: StaffEvent): Promise<boolean> {
  const card = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: cardId } }));
  const kinds = card.kind === "CONFIGURATION" ? "configuration" : "user";
  const { outcomes } = await asAccount(card.accountId, (work) =>
    changeCards(work, {
      siteId: card.siteId,
      kinds,
      event,
      cards: [{ id: cardId }],
      page: kinds === "user" ? "cards" : "configurators",
    }),
  );
  return outcomes[0]?.ok === true;
}

/** Revokes an activated card: Pending Revoke, the phone is told. False when it was not Activated. */
export function aRevocation(cardId: string): Promise<boolean> {
  return aCardChange(cardId, "revoke");
}
