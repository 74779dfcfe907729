import { z } from "zod";
import { AppError } from "@/shared/kernel/app-error";
import type { ApiCall } from "../../api-call";
import { operation } from "../operation";
import { jobFailuresSchema, jobSchema } from "../schemas";
import { cardFilters } from "./cards";

const ACTIONS = [
  "send",
  "withdraw",
  "replacePhone",
  "revoke",
  "cancelRevocation",
  "moveToOtherPhone",
  "delete",
] as const;
const MOST = 5_000;

/** Mass actions, on user cards or on configuration cards, as a job does them. */
function jobsOf(of: "cards" | "configuration-cards") {
  const user = of === "cards";
  const tag = user ? ("Cards" as const) : ("Configurators" as const);
  const what = user ? "user cards" : "configuration cards";
  const name = user ? "Cards" : "ConfigurationCards";
  const jobs = (call: ApiCall) => (user ? call.portal.cardBulks : call.portal.configurationCardBulks);
  const router = user ? "cardBulks" : "configurationCardBulks";
  const base = `/sites/{siteId}/${user ? "card" : "configuration-card"}-jobs`;
  const at = ({ siteId = "", jobId = "" }: Record<string, string>) => ({ siteId, bulkId: jobId });
  const detail = (call: ApiCall, params: Record<string, string>) => jobs(call).get(at(params));
  const choice = user
    ? {
        cardIds: z.array(z.uuid()).min(1).max(MOST).optional().describe("Either these cards …"),
        filter: z
          .object({ search: z.string().max(200).optional(), ...cardFilters })
          .strict()
          .optional()
          .describe("… or all that match."),
        total: z
          .int()
          .min(0)
          .max(100_000_000)
          .optional()
          .describe("For sending: the price that was seen; another one now is refused."),
        asManyAsPossible: z
          .boolean()
          .optional()
          .describe("For sending: the first ones, if the credits do not reach for all."),
      }
    : { cardIds: z.array(z.uuid()).min(1).max(MOST).optional() };
  type Choice = {
    cardIds?: string[];
    filter?: { search?: string } & Record<string, unknown>;
    total?: number;
    asManyAsPossible?: boolean;
  };
  return [
    operation({
      id: `change${name}`,
      method: "POST",
      path: base,
      tag,
      summary: `Does one thing to many ${what}`,
      description:
        "Cards of any mix of statuses; a job does each one, or leaves it with the reason. Needs the action's right.",
      right: `${router}.list`,
      body: z.object({ action: z.enum(ACTIONS), ...choice }),
      example: { action: "send", cardIds: ["0190b4a0-0000-7000-8000-000000000001"] },
      status: 202,
      answer: jobSchema,
      errors: ["cards.insufficient", "cards.priceChanged", "bulk.none"],
      location: ({ id }: { id: string }, params) => `${base.replace("{siteId}", params.siteId ?? "")}/${id}`,
      run: async ({ call, params, body }) => {
        const { action, cardIds, filter, total, asManyAsPossible } = body as {
          action: (typeof ACTIONS)[number];
        } & Choice;
        if ((cardIds === undefined) === (filter === undefined))
          throw new AppError("BAD_INPUT", "shared.badInput", { fields: { cardIds: "shared.required" } });
        const { search, ...filters } = filter ?? {};
        const selection = cardIds
          ? { by: "cards" as const, cards: cardIds.map((id) => ({ id })) }
          : { by: "filter" as const, search, filters: filters as never, except: [] };
        const asked = { siteId: params.siteId ?? "", selection, total, asManyAsPossible: asManyAsPossible ?? false };
        const { bulkId } = await jobs(call)[action](asked as never);
        return detail(call, { ...params, jobId: bulkId });
      },
    }),
    operation({
      id: `get${name}Job`,
      method: "GET",
      path: `${base}/{jobId}`,
      tag,
      summary: `Reads how far a mass action on ${what} is`,
      right: `${router}.get`,
      answer: jobSchema,
      run: ({ call, params }) => detail(call, params),
    }),
    operation({
      id: `list${name}JobFailures`,
      method: "GET",
      path: `${base}/{jobId}/failures`,
      tag,
      summary: `Lists the ${what} that a mass action left, with the reasons`,
      right: `${router}.failures`,
      answer: jobFailuresSchema,
      run: async ({ call, params }) => ({ data: await jobs(call).failures(at(params)) }),
    }),
    operation({
      id: `cancel${name}Job`,
      method: "POST",
      path: `${base}/{jobId}/cancel`,
      tag,
      summary: `Stops a mass action on ${what}; what is done stays done`,
      right: `${router}.cancel`,
      answer: jobSchema,
      errors: ["bulk.over"],
      run: async ({ call, params }) => {
        await jobs(call).cancel(at(params));
        return detail(call, params);
      },
    }),
  ];
}

export const jobOperations = [...jobsOf("cards"), ...jobsOf("configuration-cards")];
