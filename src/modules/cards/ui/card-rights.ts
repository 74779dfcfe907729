import type { SiteRight } from "@/authz";
import type { CardAction } from "@/modules/delivery";

/** The right that each action needs, as the procedures declare it. */
export const ACTION_RIGHTS: Record<CardAction, SiteRight> = {
  send: "sendCards",
  withdraw: "sendCards",
  replacePhone: "sendCards",
  moveToOtherPhone: "sendCards",
  revoke: "revokeCards",
  cancelRevocation: "revokeCards",
  delete: "cards.delete",
};
