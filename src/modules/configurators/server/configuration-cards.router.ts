import { z } from "zod";
import { canOnSite, type SiteRight } from "@/authz";
import { router, siteProcedure } from "@/authz/server";
import type { CardAction } from "@/modules/delivery";
import { actOnCardsInput, assignInput, listConfigurationCardsInput, previewCardsInput } from "../contract";
import { actOnConfigurationCards, previewConfigurationCards } from "./act-on-configuration-cards";
import { assignConfigurations } from "./assign-configurations";
import { configurationCard, configurationCardPage } from "./configuration-cards.query";

const action = (right: SiteRight, name: CardAction) =>
  siteProcedure(right)
    .input(actOnCardsInput)
    .mutation(({ ctx, input }) => actOnConfigurationCards(ctx.write, input.siteId, name, input.selection));

/** Configuration cards of a site. Mass actions run batch by batch, each in a transaction that holds the actor's right. */
export const configurationCardsRouter = router({
  list: siteProcedure("configurationCards.view")
    .input(listConfigurationCardsInput)
    .query(({ ctx, input }) => ctx.read((work) => configurationCardPage(work, input.siteId, input))),
  get: siteProcedure("configurationCards.view")
    .input(z.object({ cardId: z.uuid() }))
    .query(({ ctx, input }) => {
      const mayTellCode = canOnSite(ctx.actor, input.siteId, "sendConfigurationCards");
      return ctx.read((work) => configurationCard(work, input.siteId, input.cardId, mayTellCode));
    }),
  preview: siteProcedure("configurationCards.view")
    .input(previewCardsInput)
    .query(({ ctx, input }) =>
      ctx.read((work) => previewConfigurationCards(work, input.siteId, input.action, input.selection)),
    ),
  assign: siteProcedure("configurationCards.create")
    .input(assignInput)
    .mutation(({ ctx, input }) => ctx.write((work) => assignConfigurations(work, input.siteId, input))),
  send: action("sendConfigurationCards", "send"),
  withdraw: action("sendConfigurationCards", "withdraw"),
  replacePhone: action("sendConfigurationCards", "replacePhone"),
  moveToOtherPhone: action("sendConfigurationCards", "moveToOtherPhone"),
  revoke: action("revokeConfigurationCards", "revoke"),
  cancelRevocation: action("revokeConfigurationCards", "cancelRevocation"),
  delete: action("configurationCards.delete", "delete"),
});
