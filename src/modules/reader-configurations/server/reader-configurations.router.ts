import { router, siteProcedure } from "@/authz/server";
import { configurationInput, listConfigurationsInput } from "../contract";
import { configurationDetail, configurationPage } from "./configurations.repo";
import { deleteConfiguration } from "./delete-configuration";

/** Reader configurations of a site; they come in by the upload `pse`, and are viewed and deleted, never edited (R187). */
export const readerConfigurationsRouter = router({
  list: siteProcedure("readerConfigurations.view")
    .input(listConfigurationsInput)
    .query(({ ctx, input }) => ctx.read((work) => configurationPage(work, input.siteId, input))),
  detail: siteProcedure("readerConfigurations.view")
    .input(configurationInput)
    .query(({ ctx, input }) => ctx.read((work) => configurationDetail(work, input.siteId, input.configurationId))),
  delete: siteProcedure("readerConfigurations.delete")
    .input(configurationInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteConfiguration(work, input.siteId, input.configurationId))),
});
