import { z } from "zod";
import { addCardInput, editCardInput } from "@/modules/cards";
import { AppError } from "@/shared/kernel/app-error";
import type { ApiCall } from "../../api-call";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import { cardDetailSchema, cardSchema, pageOf, timelineSchema } from "../schemas";

const COLUMNS = [
  "firstName",
  "lastName",
  "configuration",
  "ident",
  "email",
  "status",
  "kind",
  "createdAt",
  "sentAt",
  "activatedAt",
  "revokedAt",
] as const;
const part = z.string().max(100).optional();
export const cardFilters = {
  status: z
    .array(z.enum(["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"]))
    .max(5)
    .optional(),
  kind: z
    .array(z.enum(["PRIVATE_ID", "MOBILE_ID_PLUS"]))
    .max(2)
    .optional(),
  configurationId: z.array(z.uuid()).max(50).optional(),
  firstName: part,
  lastName: part,
  email: part,
  ident: part.describe("A part of the private ID or CSN."),
  validity: z
    .array(z.enum(["always", "notYet", "valid", "expired"]))
    .max(4)
    .optional(),
};

const at = ({ siteId = "" }: Record<string, string>) => ({ siteId });
const detail = (call: ApiCall, params: Record<string, string>) =>
  call.portal.cards.get({ ...at(params), cardId: params.cardId ?? "" });

/** What can be done to one card, and the procedure that does it. */
export const CARD_STEPS = {
  send: "Sends the card, or sends it again",
  withdraw: "Withdraws the link that is out",
  replacePhone: "Sends a link for a new phone; the old one works on until it is used",
  revoke: "Revokes the card: its phone is told to remove it",
  cancelRevocation: "Cancels a revocation that no phone has confirmed",
  moveToOtherPhone: "Moves a card that is being revoked to another phone (the old one is lost)",
} as const;
export type CardStep = keyof typeof CARD_STEPS | "delete";

/** `replacePhone` → `replace-phone`, as it stands in a path. */
export const inPath = (step: string) => step.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Outcome = { ok: boolean; code?: string };
/** The refusal of the one card that an action was about. @throws AppError NOT_FOUND, CONFLICT or REFUSED with its code. */
export function requireDone(outcomes: readonly Outcome[]): void {
  const outcome = outcomes[0];
  if (outcome?.ok) return;
  const code = outcome?.code ?? "shared.notFound";
  if (code === "cards.notFound" || code === "shared.notFound") throw new AppError("NOT_FOUND", "shared.notFound");
  throw new AppError(code === "cards.changedMeanwhile" ? "CONFLICT" : "REFUSED", code);
}

const seen = z.object({
  phase: z.string().max(20).optional().describe("The phase that was seen; another one now is a conflict."),
});

const steps = (Object.keys(CARD_STEPS) as (keyof typeof CARD_STEPS)[]).map((step) =>
  operation({
    id: `${step}Card`,
    method: "POST",
    path: `/sites/{siteId}/cards/{cardId}/${inPath(step)}`,
    tag: "Cards",
    summary: CARD_STEPS[step],
    right: `cards.${step}`,
    body: seen,
    example: {},
    answer: cardDetailSchema,
    errors: step === "send" ? ["cards.insufficient", "cards.priceChanged"] : ["cards.changedMeanwhile"],
    current: detail,
    run: async ({ call, params, body }) => {
      const selection = { by: "cards" as const, cards: [{ id: params.cardId ?? "", ...body }] };
      requireDone((await call.portal.cards[step]({ ...at(params), selection })).outcomes);
      return detail(call, params);
    },
  }),
);

export const cardOperations = [
  operation({
    id: "listCards",
    method: "GET",
    path: "/sites/{siteId}/cards",
    tag: "Cards",
    summary: "Lists the user cards of a site",
    right: "cards.list",
    query: listQuery(cardSchema, COLUMNS, cardFilters),
    answer: pageOf(cardSchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.cards.list({ ...listInputOf(query), ...at(params) })),
  }),
  operation({
    id: "addCard",
    method: "POST",
    path: "/sites/{siteId}/cards",
    tag: "Cards",
    summary: "Adds a user card",
    description: "Costs nothing until it is sent. A Mobile ID+ card has neither configuration nor private ID.",
    right: "cards.add",
    body: addCardInput,
    example: { kind: "MOBILE_ID_PLUS", firstName: "Simon", lastName: "WHITE", email: "simon.white@example.com" },
    status: 201,
    answer: cardDetailSchema,
    errors: [
      "cards.emailTaken",
      "cards.emailTakenPlus",
      "cards.privateIdTaken",
      "cards.configurationUnknown",
      "cards.validityOrder",
    ],
    location: ({ id }: { id: string }, params) => `/sites/${params.siteId}/cards/${id}`,
    run: async ({ call, params, body }) => {
      const { id } = await call.portal.cards.add({ ...at(params), card: body });
      return detail(call, { ...params, cardId: id });
    },
  }),
  operation({
    id: "getCard",
    method: "GET",
    path: "/sites/{siteId}/cards/{cardId}",
    tag: "Cards",
    summary: "Reads a user card",
    right: "cards.get",
    answer: cardDetailSchema,
    current: detail,
    run: ({ call, params }) => detail(call, params),
  }),
  operation({
    id: "editCard",
    method: "PATCH",
    path: "/sites/{siteId}/cards/{cardId}",
    tag: "Cards",
    summary: "Changes a user card as far as its status allows",
    description: "What is left out stays as it is; null empties.",
    right: "cards.edit",
    body: editCardInput.omit({ cardId: true }),
    example: { phone: "+44 20 7946 0018" },
    answer: cardDetailSchema,
    errors: [
      "cards.fieldFixed",
      "cards.kindFixed",
      "cards.emailTaken",
      "cards.privateIdTaken",
      "cards.changedMeanwhile",
    ],
    current: detail,
    run: async ({ call, params, body }) => {
      await call.portal.cards.edit({ ...at(params), card: { ...body, cardId: params.cardId ?? "" } });
      return detail(call, params);
    },
  }),
  operation({
    id: "deleteCard",
    method: "DELETE",
    path: "/sites/{siteId}/cards/{cardId}",
    tag: "Cards",
    summary: "Deletes a user card",
    description: "The credits of an activated card are lost: revoke it first to get them back.",
    right: "cards.delete",
    status: 204,
    answer: null,
    errors: ["cards.changedMeanwhile"],
    current: detail,
    run: async ({ call, params }) => {
      const selection = { by: "cards" as const, cards: [{ id: params.cardId ?? "" }] };
      requireDone((await call.portal.cards.delete({ ...at(params), selection })).outcomes);
    },
  }),
  operation({
    id: "getCardTimeline",
    method: "GET",
    path: "/sites/{siteId}/cards/{cardId}/timeline",
    tag: "Cards",
    summary: "Reads what happened to a user card",
    right: "cards.get",
    answer: timelineSchema,
    run: async ({ call, params }) => ({ entries: (await detail(call, params)).timeline }),
  }),
  ...steps,
];
