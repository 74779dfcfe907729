import type { SiteRight } from "@/authz";
import type { CardAction } from "@/modules/delivery";

/** The right that each action on user cards needs, as the procedures declare it and jobs require it again. */
export const ACTION_RIGHTS: Readonly<Record<CardAction, SiteRight>> = {
  send: "sendCards",
  withdraw: "sendCards",
  replacePhone: "sendCards",
  moveToOtherPhone: "sendCards",
  revoke: "revokeCards",
  cancelRevocation: "revokeCards",
  delete: "cards.delete",
};
