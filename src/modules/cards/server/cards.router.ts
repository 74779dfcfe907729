import { z } from "zod";
import { canOnSite, visibleSites } from "@/authz";
import { router, signedInProcedure, siteProcedure } from "@/authz/server";
import {
  actInput,
  addCardInput,
  editCardInput,
  findCardsInput,
  listCardsInput,
  massChange,
  previewInput,
  sendInput,
} from "../contract";
import { changeSelectedCards, sendCards } from "./act-on-cards";
import { addCard } from "./add-card";
import { editCard } from "./edit-card";
import { editCards, previewEdit } from "./edit-cards";
import { findCards } from "./find-cards.query";
import { cardFormOptions } from "./form-options.query";
import { getCard } from "./get-card.query";
import { listCards } from "./list-cards.query";
import { previewAction } from "./preview-action.query";

/** User cards of a site. Mass actions run batch by batch, each in a transaction that holds the actor's right. */
export const cardsRouter = router({
  list: siteProcedure("cards.view")
    .input(listCardsInput)
    .query(({ ctx, input }) => ctx.read((work) => listCards(work, input.siteId, input))),
  /** Of all sites whose cards the reader sees: it needs no right of its own. */
  find: signedInProcedure
    .input(findCardsInput)
    .query(({ ctx, input }) =>
      ctx.read((work) => findCards(work, visibleSites(ctx.actor, "cards.view"), input.search)),
    ),
  get: siteProcedure("cards.view")
    .input(z.object({ cardId: z.uuid() }))
    .query(({ ctx, input }) => {
      const mayTellCode = canOnSite(ctx.actor, input.siteId, "sendCards");
      return ctx.read((work) => getCard(work, input.siteId, input.cardId, mayTellCode));
    }),
  formOptions: siteProcedure("cards.view").query(({ ctx, input }) =>
    ctx.read((work) => cardFormOptions(work, input.siteId)),
  ),
  preview: siteProcedure("cards.view")
    .input(previewInput)
    .query(({ ctx, input }) =>
      ctx.read((work) => previewAction(work, input.siteId, input.action, input.selection, input.scheduled)),
    ),
  add: siteProcedure("cards.create")
    .input(z.object({ card: addCardInput }))
    .mutation(({ ctx, input }) => ctx.write((work) => addCard(work, input.siteId, input.card))),
  edit: siteProcedure("cards.edit")
    .input(z.object({ card: editCardInput }))
    .mutation(({ ctx, input }) => ctx.write((work) => editCard(work, input.siteId, input.card))),
  editMany: siteProcedure("cards.edit")
    .input(actInput.extend({ change: massChange }))
    .mutation(({ ctx, input }) => ctx.write((work) => editCards(work, input.siteId, input.selection, input.change))),
  previewEditMany: siteProcedure("cards.edit")
    .input(actInput.extend({ change: massChange }))
    .query(({ ctx, input }) => ctx.read((work) => previewEdit(work, input.siteId, input.selection, input.change))),
  send: siteProcedure("sendCards")
    .input(sendInput)
    .mutation(({ ctx, input }) => sendCards(ctx.write, input.siteId, input)),
  withdraw: siteProcedure("sendCards")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "withdraw", input.selection)),
  replacePhone: siteProcedure("sendCards")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "replacePhone", input.selection)),
  revoke: siteProcedure("revokeCards")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "revoke", input.selection)),
  cancelRevocation: siteProcedure("revokeCards")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "cancelRevocation", input.selection)),
  moveToOtherPhone: siteProcedure("sendCards")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "moveToOtherPhone", input.selection)),
  delete: siteProcedure("cards.delete")
    .input(actInput)
    .mutation(({ ctx, input }) => changeSelectedCards(ctx.write, input.siteId, "delete", input.selection)),
});
