import { z } from "zod";
import { uploadCards } from "@/modules/cards/server";
import { correctRowInput } from "@/modules/imports";
import { IMPORT_UPLOAD_BYTES } from "@/modules/imports/server";
import type { ApiCall } from "../../api-call";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import { importRowSchema, importSchema, pageOf } from "../schemas";

const at = ({ siteId = "", importId = "" }: Record<string, string>) => ({ siteId, importId });
const detail = (call: ApiCall, params: Record<string, string>) => call.portal.cardImports.get(at(params));
const IMPORTS = "/sites/{siteId}/imports";
const ONE = `${IMPORTS}/{importId}`;

export const importOperations = [
  operation({
    id: "listImports",
    method: "GET",
    path: IMPORTS,
    tag: "Imports",
    summary: "Lists the last imports of a site",
    right: "cardImports.list",
    answer: pageOf(importSchema),
    run: async ({ call, params }) => {
      const data = await call.portal.cardImports.list({ siteId: params.siteId ?? "" });
      return { data, nextCursor: null, total: data.length };
    },
  }),
  operation({
    id: "uploadImport",
    method: "POST",
    path: IMPORTS,
    tag: "Imports",
    summary: "Uploads a workbook (.xlsx or .csv) of cards",
    description: "Its rows are checked in the background: follow the import until its state is CHECKED.",
    right: "cardImports.commit",
    uploadBytes: IMPORT_UPLOAD_BYTES,
    status: 202,
    answer: importSchema,
    errors: ["imports.fileNeeded", "imports.noRows", "workbook.unreadable"],
    location: ({ id }: { id: string }, params) => `/sites/${params.siteId}/imports/${id}`,
    run: async ({ call, params, form }) => {
      const query = new URLSearchParams({ siteId: params.siteId ?? "" });
      const request = await call.file({ kind: "site", right: "cards.create" }, query);
      const { id } = await uploadCards(request, form ?? new FormData());
      return detail(call, { ...params, importId: id });
    },
  }),
  operation({
    id: "getImport",
    method: "GET",
    path: ONE,
    tag: "Imports",
    summary: "Reads how far an import is",
    right: "cardImports.get",
    answer: importSchema,
    current: detail,
    run: ({ call, params }) => detail(call, params),
  }),
  operation({
    id: "listImportRows",
    method: "GET",
    path: `${ONE}/rows`,
    tag: "Imports",
    summary: "Lists the rows of an import with what is wrong with them",
    right: "cardImports.rows",
    query: listQuery(importRowSchema, ["line"], {
      state: z
        .array(z.enum(["GOOD", "WARNED", "REFUSED"]))
        .max(3)
        .optional(),
    }),
    answer: pageOf(importRowSchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.cardImports.rows({ ...listInputOf(query), ...at(params) })),
  }),
  operation({
    id: "correctImportRow",
    method: "PATCH",
    path: `${ONE}/rows/{rowId}`,
    tag: "Imports",
    summary: "Corrects cells of a row, which is checked again",
    right: "cardImports.correct",
    body: correctRowInput.pick({ cells: true }),
    example: { cells: { email: "simon.white@example.com" } },
    answer: importSchema,
    run: async ({ call, params, body }) => {
      await call.portal.cardImports.correct({ ...at(params), rowId: params.rowId ?? "", cells: body.cells });
      return detail(call, params);
    },
  }),
  operation({
    id: "deleteImportRow",
    method: "DELETE",
    path: `${ONE}/rows/{rowId}`,
    tag: "Imports",
    summary: "Takes a row out of an import",
    right: "cardImports.removeRow",
    status: 204,
    answer: null,
    run: async ({ call, params }) =>
      void (await call.portal.cardImports.removeRow({ ...at(params), rowId: params.rowId ?? "" })),
  }),
  operation({
    id: "commitImport",
    method: "POST",
    path: `${ONE}/commit`,
    tag: "Imports",
    summary: "Makes cards of all good rows, or of none",
    right: "cardImports.commit",
    status: 202,
    answer: importSchema,
    errors: ["imports.nothingGood", "imports.busy"],
    location: (_: unknown, params) => `/sites/${params.siteId}/imports/${params.importId}`,
    run: async ({ call, params }) => {
      await call.portal.cardImports.commit(at(params));
      return detail(call, params);
    },
  }),
  operation({
    id: "discardImport",
    method: "DELETE",
    path: ONE,
    tag: "Imports",
    summary: "Throws an import away",
    right: "cardImports.discard",
    status: 204,
    answer: null,
    run: async ({ call, params }) => void (await call.portal.cardImports.discard(at(params))),
  }),
];
