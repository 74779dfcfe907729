import { canOnSite } from "@/authz";
import { router, siteProcedure } from "@/authz/server";
import { fieldLabels } from "@/modules/accounts/server";
import { addConfiguratorInput, configuratorInput, editConfiguratorInput, listConfiguratorsInput } from "../contract";
import { assignable, configuratorPage } from "./configurators.repo";
import { deleteConfigurator } from "./delete-configurator";
import { addConfigurator, editConfigurator } from "./save-configurator";

/** Configurators of a site: the installers who get configuration cards. */
export const configuratorsRouter = router({
  list: siteProcedure("configurators.view")
    .input(listConfiguratorsInput)
    .query(({ ctx, input }) => ctx.read((work) => configuratorPage(work, input.siteId, input))),
  /** What the account calls its fields of configurators, 1 to 5 (R042). */
  fieldLabels: siteProcedure("configurators.view").query(({ ctx }) =>
    ctx.read((work) => fieldLabels(work, "CONFIGURATOR")),
  ),
  /** Whom and what a person may assign; without the right to see configurators, nobody. */
  options: siteProcedure("configurationCards.view").query(async ({ ctx, input }) => {
    const options = await ctx.read((work) => assignable(work, input.siteId));
    return canOnSite(ctx.actor, input.siteId, "configurators.view") ? options : { ...options, configurators: [] };
  }),
  add: siteProcedure("configurators.create")
    .input(addConfiguratorInput)
    .mutation(({ ctx, input: { siteId, ...configurator } }) =>
      ctx.write((work) => addConfigurator(work, siteId, configurator)),
    ),
  edit: siteProcedure("configurators.edit")
    .input(editConfiguratorInput)
    .mutation(({ ctx, input: { siteId, ...wished } }) => ctx.write((work) => editConfigurator(work, siteId, wished))),
  delete: siteProcedure("configurators.delete")
    .input(configuratorInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteConfigurator(work, input.siteId, input.configuratorId))),
});
