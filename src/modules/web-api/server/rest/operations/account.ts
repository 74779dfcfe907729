import { z } from "zod";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import { balanceSchema, entrySchema, historySchema, pageOf, pricesSchema } from "../schemas";

const moment = z.iso.datetime({ offset: true }).optional();

export const accountOperations = [
  operation({
    id: "getCredits",
    method: "GET",
    path: "/credits",
    tag: "Account",
    summary: "Reads how many credits the account has",
    right: "credits.balance",
    answer: balanceSchema,
    run: ({ call }) => call.portal.credits.balance(),
  }),
  operation({
    id: "getPrices",
    method: "GET",
    path: "/credits/prices",
    tag: "Account",
    summary: "Reads what sending a card costs today",
    right: "credits.prices",
    answer: pricesSchema,
    run: ({ call }) => call.portal.credits.prices(),
  }),
  operation({
    id: "listLedgerEntries",
    method: "GET",
    path: "/credits/entries",
    tag: "Account",
    summary: "Lists the account's ledger, the latest first",
    right: "credits.statement",
    query: listQuery(entrySchema, ["at"], {
      from: moment,
      to: moment,
      kind: z
        .array(z.enum(["LOAD", "TRANSFER", "CARD", "REFUND", "FORFEIT"]))
        .max(5)
        .optional(),
      state: z
        .array(z.enum(["ON_HOLD", "POSTED", "VOIDED"]))
        .max(3)
        .optional(),
    }),
    answer: pageOf(entrySchema),
    run: async ({ call, query }) =>
      restPage(await call.portal.credits.statement(listInputOf(query, { kind: "kinds", state: "states" }))),
  }),
  operation({
    id: "listHistory",
    method: "GET",
    path: "/history",
    tag: "Account",
    summary: "Lists what was done in the account, the latest first",
    right: "history.list",
    query: listQuery(historySchema, ["at"], {
      from: moment,
      to: moment,
      page: z.array(z.string().max(40)).max(20).optional(),
      performer: z.string().max(200).optional(),
      siteId: z.uuid().optional(),
      cardId: z.uuid().optional(),
    }),
    answer: pageOf(historySchema),
    run: async ({ call, query }) => restPage(await call.portal.history.list(listInputOf(query, { page: "pages" }))),
  }),
];
