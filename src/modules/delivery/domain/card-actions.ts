import { type CardPhase, isRefusal, transition } from "./card-machine";

/** What people do to cards, one or many, in the order in which menus show it. */
export const CARD_ACTIONS = [
  "send",
  "withdraw",
  "revoke",
  "cancelRevocation",
  "moveToOtherPhone",
  "replacePhone",
  "delete",
] as const;
export type CardAction = (typeof CARD_ACTIONS)[number];

/** Whether the lifecycle allows an action in a phase; sending means a first time or again. */
export function allowsAction(kind: Parameters<typeof transition>[0], phase: CardPhase, action: CardAction): boolean {
  const events = action === "send" ? (["send", "resend"] as const) : [action];
  return events.some((event) => !isRefusal(transition(kind, phase, event)));
}
