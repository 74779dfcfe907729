import { z } from "zod";
import { addConfiguratorInput, assignInput, editConfiguratorInput } from "@/modules/configurators";
import type { ApiCall } from "../../api-call";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import {
  addedSchema,
  assignedSchema,
  changedSchema,
  configurationCardDetailSchema,
  configurationCardSchema,
  configuratorSchema,
  pageOf,
} from "../schemas";
import { CARD_STEPS, inPath, requireDone } from "./cards";

const at = ({ siteId = "" }: Record<string, string>) => ({ siteId });
const part = z.string().max(100).optional();
const detail = (call: ApiCall, params: Record<string, string>) =>
  call.portal.configurationCards.get({ ...at(params), cardId: params.cardId ?? "" });
const one = (params: Record<string, string>) => ({ by: "cards" as const, cards: [{ id: params.cardId ?? "" }] });
const CARD = "/sites/{siteId}/configuration-cards/{cardId}";

const steps = (Object.keys(CARD_STEPS) as (keyof typeof CARD_STEPS)[]).map((step) =>
  operation({
    id: `${step}ConfigurationCard`,
    method: "POST",
    path: `${CARD}/${inPath(step)}`,
    tag: "Configurators",
    summary: `${CARD_STEPS[step]} (a configuration card)`,
    right: `configurationCards.${step}`,
    answer: configurationCardDetailSchema,
    errors: ["cards.changedMeanwhile"],
    current: detail,
    run: async ({ call, params }) => {
      requireDone((await call.portal.configurationCards[step]({ ...at(params), selection: one(params) })).outcomes);
      return detail(call, params);
    },
  }),
);

export const configuratorOperations = [
  operation({
    id: "listConfigurators",
    method: "GET",
    path: "/sites/{siteId}/configurators",
    tag: "Configurators",
    summary: "Lists the configurators of a site",
    right: "configurators.list",
    query: listQuery(configuratorSchema, ["firstName", "lastName", "email", "createdAt"], {
      firstName: part,
      lastName: part,
      email: part,
    }),
    answer: pageOf(configuratorSchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.configurators.list({ ...listInputOf(query), ...at(params) })),
  }),
  operation({
    id: "addConfigurator",
    method: "POST",
    path: "/sites/{siteId}/configurators",
    tag: "Configurators",
    summary: "Adds a configurator",
    right: "configurators.add",
    body: addConfiguratorInput,
    example: { firstName: "Ines", lastName: "BLANC", email: "ines.blanc@example.com" },
    status: 201,
    answer: addedSchema,
    errors: ["configurators.emailTaken"],
    run: ({ call, params, body }) => call.portal.configurators.add({ ...at(params), ...body }),
  }),
  operation({
    id: "editConfigurator",
    method: "PATCH",
    path: "/sites/{siteId}/configurators/{configuratorId}",
    tag: "Configurators",
    summary: "Changes a configurator; the e-mail never changes",
    right: "configurators.edit",
    body: editConfiguratorInput.omit({ configuratorId: true }),
    example: { phone: "+33 1 43 50 11 43" },
    answer: changedSchema,
    run: ({ call, params, body }) =>
      call.portal.configurators.edit({ ...at(params), ...body, configuratorId: params.configuratorId ?? "" }),
  }),
  operation({
    id: "deleteConfigurator",
    method: "DELETE",
    path: "/sites/{siteId}/configurators/{configuratorId}",
    tag: "Configurators",
    summary: "Deletes a configurator whose configuration cards are all revoked or deleted",
    right: "configurators.delete",
    status: 204,
    answer: null,
    errors: ["configurators.hasCards"],
    run: async ({ call, params }) =>
      void (await call.portal.configurators.delete({ ...at(params), configuratorId: params.configuratorId ?? "" })),
  }),
  operation({
    id: "listConfigurationCards",
    method: "GET",
    path: "/sites/{siteId}/configuration-cards",
    tag: "Configurators",
    summary: "Lists the configuration cards of a site",
    right: "configurationCards.list",
    query: listQuery(
      configurationCardSchema,
      ["firstName", "lastName", "configuration", "status", "createdAt", "sentAt", "activatedAt", "revokedAt"],
      {
        configuratorId: z.array(z.uuid()).max(200).optional(),
        configurationId: z.array(z.uuid()).max(50).optional(),
        status: z
          .array(z.enum(["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"]))
          .max(5)
          .optional(),
        firstName: part,
        lastName: part,
      },
    ),
    answer: pageOf(configurationCardSchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.configurationCards.list({ ...listInputOf(query), ...at(params) })),
  }),
  operation({
    id: "assignConfigurations",
    method: "POST",
    path: "/sites/{siteId}/configuration-cards",
    tag: "Configurators",
    summary: "Gives each of the configurators each of the configurations",
    right: "configurationCards.assign",
    body: assignInput,
    example: {
      configuratorIds: ["0190b4a0-0000-7000-8000-000000000001"],
      configurationIds: ["0190b4a0-0000-7000-8000-000000000002"],
    },
    status: 201,
    answer: assignedSchema,
    errors: ["configurators.configurationUnknown", "configurators.unknown"],
    run: ({ call, params, body }) => call.portal.configurationCards.assign({ ...at(params), ...body }),
  }),
  operation({
    id: "getConfigurationCard",
    method: "GET",
    path: CARD,
    tag: "Configurators",
    summary: "Reads a configuration card",
    right: "configurationCards.get",
    answer: configurationCardDetailSchema,
    current: detail,
    run: ({ call, params }) => detail(call, params),
  }),
  operation({
    id: "deleteConfigurationCard",
    method: "DELETE",
    path: CARD,
    tag: "Configurators",
    summary: "Deletes a configuration card; its phone is told to remove it",
    right: "configurationCards.delete",
    status: 204,
    answer: null,
    errors: ["cards.changedMeanwhile"],
    current: detail,
    run: async ({ call, params }) =>
      requireDone((await call.portal.configurationCards.delete({ ...at(params), selection: one(params) })).outcomes),
  }),
  ...steps,
];
