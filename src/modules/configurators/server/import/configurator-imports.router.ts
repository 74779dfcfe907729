import { router, siteProcedure } from "@/authz/server";
import { importDetails, importInput, siteImportProcedures } from "@/modules/imports/server";
import { configuratorImport } from "./configurator-import";

/** Imports of configurators into a site (R258). */
export const configuratorImportsRouter = router({
  ...siteImportProcedures(configuratorImport, "configurators.create"),
  get: siteProcedure("configurators.create")
    .input(importInput)
    .query(({ ctx, input }) =>
      ctx.read((work) => importDetails(work, configuratorImport, input.siteId, input.importId, ctx.locale)),
    ),
});
