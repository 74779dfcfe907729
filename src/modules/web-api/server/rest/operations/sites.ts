import { z } from "zod";
import { createSiteInput, updateSiteInput } from "@/modules/sites";
import type { ApiCall } from "../../api-call";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import { configurationSchema, fieldsSchema, pageOf, siteDetailSchema, siteSchema } from "../schemas";

const detail = async (call: ApiCall, { siteId = "" }: Record<string, string>) => {
  const { id, name, createdAt, settings } = await call.portal.sites.detail({ siteId });
  return { id, name, createdAt, settings };
};

export const siteOperations = [
  operation({
    id: "listSites",
    method: "GET",
    path: "/sites",
    tag: "Sites",
    summary: "Lists the customer sites",
    right: "sites.list",
    query: listQuery(siteSchema, ["name", "createdAt", "configurations", "users", "configurators"], {
      name: z.string().max(200).optional().describe("A part of the name."),
    }),
    answer: pageOf(siteSchema),
    run: async ({ call, query }) => restPage(await call.portal.sites.list(listInputOf(query))),
  }),
  operation({
    id: "createSite",
    method: "POST",
    path: "/sites",
    tag: "Sites",
    summary: "Creates a customer site",
    right: "sites.create",
    body: createSiteInput,
    example: { name: "London" },
    status: 201,
    answer: siteDetailSchema,
    errors: ["sites.nameTaken"],
    location: ({ id }: { id: string }) => `/sites/${id}`,
    run: async ({ call, body }) => detail(call, { siteId: (await call.portal.sites.create(body)).id }),
  }),
  operation({
    id: "getSite",
    method: "GET",
    path: "/sites/{siteId}",
    tag: "Sites",
    summary: "Reads a customer site with its settings",
    right: "sites.detail",
    answer: siteDetailSchema,
    current: detail,
    run: ({ call, params }) => detail(call, params),
  }),
  operation({
    id: "updateSite",
    method: "PATCH",
    path: "/sites/{siteId}",
    tag: "Sites",
    summary: "Changes a site's name and settings",
    description: "What is left out stays as it is.",
    right: "sites.update",
    body: updateSiteInput.omit({ siteId: true }),
    example: { linkDays: 14 },
    answer: siteDetailSchema,
    errors: ["sites.nameTaken"],
    current: detail,
    run: async ({ call, params, body }) => {
      await call.portal.sites.update({ ...body, siteId: params.siteId ?? "" });
      return detail(call, params);
    },
  }),
  operation({
    id: "deleteSite",
    method: "DELETE",
    path: "/sites/{siteId}",
    tag: "Sites",
    summary: "Deletes a site that nothing is left in",
    right: "sites.delete",
    status: 204,
    answer: null,
    errors: ["sites.notEmpty"],
    current: detail,
    run: async ({ call, params }) => void (await call.portal.sites.delete({ siteId: params.siteId ?? "" })),
  }),
  operation({
    id: "listReaderConfigurations",
    method: "GET",
    path: "/sites/{siteId}/reader-configurations",
    tag: "Sites",
    summary: "Lists the reader configurations of a site",
    description: "They are imported and deleted in the portal only.",
    right: "readerConfigurations.list",
    query: listQuery(configurationSchema, ["pseName", "name", "createdAt"], {
      pseName: z.string().max(200).optional(),
      name: z.string().max(200).optional(),
    }),
    answer: pageOf(configurationSchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.readerConfigurations.list({ ...listInputOf(query), siteId: params.siteId ?? "" })),
  }),
  operation({
    id: "getReaderConfiguration",
    method: "GET",
    path: "/sites/{siteId}/reader-configurations/{configurationId}",
    tag: "Sites",
    summary: "Reads a reader configuration",
    right: "readerConfigurations.detail",
    answer: configurationSchema,
    run: ({ call, params }) =>
      call.portal.readerConfigurations.detail({
        siteId: params.siteId ?? "",
        configurationId: params.configurationId ?? "",
      }),
  }),
  operation({
    id: "getFields",
    method: "GET",
    path: "/sites/{siteId}/fields",
    tag: "Sites",
    summary: "Reads the labels of the cards' own fields",
    right: "cards.formOptions",
    answer: fieldsSchema,
    run: async ({ call, params }) => ({
      labels: (await call.portal.cards.formOptions({ siteId: params.siteId ?? "" })).fieldLabels,
    }),
  }),
];
