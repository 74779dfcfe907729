import { addCard, editCard } from "@/modules/cards/server";
import { sealOwnCode } from "@/platform/crypto";
import { accountOf, type Work } from "@/platform/db";
import { isAppError } from "@/shared/kernel/app-error";
import { COMPAT_DONE, type CompatAction } from "../../domain/compat-values";
import { causeOf } from "../api-call";
import { compatText, errorText } from "./compat-answers";
import { cardIdsOf } from "./compat-cards.query";
import { editedCardOf, newCardOf, securityCodeOf } from "./compat-fields";
import { badParameter, type CompatCall, configurationOf, neededId, notFound, siteOf } from "./compat-lookup";

type CardAnswer = { VirtualCardId: number; StatusCode: number; ResponseMessage: string };
type CardAnswers = { StatusCode: 200; responseMessage: CardAnswer[] };

async function keepCode(work: Work, cardId: string, code: string | null | undefined): Promise<void> {
  if (code === undefined) return;
  const sealedCode = code === null ? null : sealOwnCode(code);
  await work.tx.virtualCard.updateMany({ where: { accountId: accountOf(work), id: cardId }, data: { sealedCode } });
}

/** AddVirtualCardV2. */
export async function addVirtualCard(input: CompatCall) {
  const { call, params } = input;
  const site = await siteOf(input, "cards.create");
  const card = newCardOf(params, await configurationOf(input, site.id));
  const code = securityCodeOf(params);
  const number = await call.write("cards.create", site.id, async (work) => {
    const { id } = await addCard(work, site.id, card);
    await keepCode(work, id, code);
    const added = await work.tx.virtualCard.findFirstOrThrow({
      where: { accountId: accountOf(work), id },
      select: { number: true },
    });
    return added.number;
  });
  return { VirtualCardId: number, Message: compatText(call, "added") };
}

/** EditVirtualCardV2. */
export async function editVirtualCard(input: CompatCall) {
  const { call, params } = input;
  const number = neededId(params, "VirtualCardId");
  const site = await siteOf(input, "cards.edit");
  const cardId = (await call.read((work) => cardIdsOf(work, site.id, [number]))).get(number);
  if (!cardId) throw notFound();
  const card = editedCardOf(params, cardId, await configurationOf(input, site.id));
  const code = securityCodeOf(params);
  await call.write("cards.edit", site.id, async (work) => {
    await editCard(work, site.id, card);
    await keepCode(work, cardId, code);
  });
  return { Message: compatText(call, "edited") };
}

/** The cards that a call names by number. @throws AppError BAD_INPUT `webApi.parameterForm` {name: ids}. */
async function namedCards(input: CompatCall, siteId: string) {
  const numbers = input.params.ids("ids");
  if (!numbers || numbers.length === 0) throw badParameter("webApi.parameterForm", "ids");
  if (numbers.length > 5_000) throw badParameter("webApi.tooManyIds", "ids", 5_000);
  return { numbers, ids: await input.call.read((work) => cardIdsOf(work, siteId, numbers)) };
}

/** EditMultipleVirtualCardsV3: whether cards may move to another phone. Layouts are no thing here. */
export async function editMultipleVirtualCards(input: CompatCall): Promise<CardAnswers> {
  const { call, params } = input;
  const site = await siteOf(input, "cards.edit");
  const { numbers, ids } = await namedCards(input, site.id);
  const transferable = params.yesNo("transferable");
  if (transferable === undefined) throw badParameter("webApi.yesOrNo", "transferable");
  const refused = new Map<number, string>();
  for (const number of numbers) {
    const cardId = ids.get(number);
    if (!cardId || transferable === null) continue;
    try {
      await call.write("cards.edit", site.id, (work) => editCard(work, site.id, { cardId, transferable }));
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.set(number, error.code);
    }
  }
  return answers(input, "edit", numbers, (number) =>
    ids.has(number) ? (refused.get(number) ?? null) : "shared.notFound",
  );
}

/** SendVirtualCardV1, RevokeVirtualCardV1, DeleteVirtualCardV1: as many as can, and an answer for each. */
export async function changeVirtualCards(
  input: CompatCall,
  action: "send" | "revoke" | "delete",
): Promise<CardAnswers> {
  const { call } = input;
  const right = ({ send: "sendCards", revoke: "revokeCards", delete: "cards.delete" } as const)[action];
  const site = await siteOf(input, right);
  const { numbers, ids } = await namedCards(input, site.id);
  const refused = new Map<string, string>();
  if (ids.size > 0) {
    const selection = { by: "cards" as const, cards: [...ids.values()].map((id) => ({ id })) };
    const asked = { siteId: site.id, selection };
    try {
      const result = await (action === "send"
        ? call.portal.cards.send({ ...asked, asManyAsPossible: true })
        : call.portal.cards[action](asked));
      for (const outcome of result.outcomes) if (!outcome.ok) refused.set(outcome.cardId, outcome.code);
    } catch (error) {
      const cause = causeOf(error);
      if (!isAppError(cause) || (cause.kind !== "REFUSED" && cause.kind !== "CONFLICT")) throw error;
      for (const id of ids.values()) refused.set(id, cause.code);
    }
  }
  return answers(input, action, numbers, (number) => {
    const id = ids.get(number);
    return id ? (refused.get(id) ?? null) : "shared.notFound";
  });
}

/** An answer per card: one code for every success of an action, and for a failure one that clients take for none. */
function answers(
  { call }: CompatCall,
  action: CompatAction,
  numbers: number[],
  refusalOf: (number: number) => string | null,
): CardAnswers {
  const responseMessage = numbers.map((number) => {
    const code = refusalOf(number);
    if (code === null)
      return {
        VirtualCardId: number,
        StatusCode: COMPAT_DONE[action],
        ResponseMessage: compatText(call, `done.${action}`),
      };
    const status = code === "shared.notFound" || code === "cards.notFound" ? 404 : 400;
    return { VirtualCardId: number, StatusCode: status, ResponseMessage: errorText(call.context.locale, code) };
  });
  return { StatusCode: 200, responseMessage };
}
