import { z } from "zod";
import { siteRightsOf, visibleSites } from "@/authz";
import { rightProcedure, router, signedInProcedure, siteProcedure } from "@/authz/server";
import { createSiteInput, listSitesInput, setDuplicatesInput, siteSection, updateSiteInput } from "../contract";
import { createSite } from "./create-site";
import { deleteSite } from "./delete-site";
import { rememberSite, siteToOpen, visibleSite } from "./last-site";
import { existingDuplicates, privateIdSettings, setDuplicates } from "./private-id-settings";
import { siteDetail } from "./site-detail";
import { sitePage } from "./sites.repo";
import { updateSite } from "./update-site";

/** Customer sites. Lists hold the sites on which the actor has any right, so they need none of their own. */
export const sitesRouter = router({
  list: signedInProcedure.input(listSitesInput).query(({ ctx, input }) =>
    ctx.read(async (work) => {
      const page = await sitePage(work, input, visibleSites(ctx.actor), ctx.actor.timeZone);
      return { ...page, rows: page.rows.map((row) => ({ ...row, rights: [...siteRightsOf(ctx.actor, row.id)] })) };
    }),
  ),
  /** Name and rights of a site, for the head of its pages; whoever has any right there may read them. */
  head: signedInProcedure.input(z.object({ siteId: z.uuid() })).query(({ ctx, input }) =>
    ctx.read(async (work) => {
      const site = await visibleSite(work, ctx.actor, input.siteId);
      return { id: site.id, name: site.name, rights: [...siteRightsOf(ctx.actor, site.id)] };
    }),
  ),
  detail: siteProcedure("site.view").query(({ ctx, input }) =>
    ctx.read((work) => siteDetail(work, input.siteId, siteRightsOf(ctx.actor, input.siteId))),
  ),
  create: rightProcedure("sites.create")
    .input(createSiteInput)
    .mutation(({ ctx, input }) => ctx.write((work) => createSite(work, input))),
  update: siteProcedure("site.edit")
    .input(updateSiteInput)
    .mutation(({ ctx, input }) => ctx.write((work) => updateSite(work, input))),
  delete: siteProcedure("site.delete").mutation(({ ctx, input }) =>
    ctx.write((work) => deleteSite(work, input.siteId)),
  ),
  /** Says which site the reader looks at; a write of its own, since reading a page changes nothing. */
  visited: signedInProcedure
    .input(z.object({ siteId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.read((work) => rememberSite(work, ctx.actor, input.siteId))),
  toOpen: signedInProcedure
    .input(z.object({ section: siteSection }))
    .query(({ ctx, input }) => ctx.read((work) => siteToOpen(work, ctx.actor, input.section))),
  privateIdSettings: signedInProcedure.query(({ ctx }) => ctx.read((work) => privateIdSettings(work, ctx.actor))),
  duplicates: siteProcedure("privateIdSettings.view").query(({ ctx, input }) =>
    ctx.read((work) => existingDuplicates(work, input.siteId)),
  ),
  setDuplicates: siteProcedure("privateIdSettings.edit")
    .input(setDuplicatesInput)
    .mutation(({ ctx, input }) => ctx.write((work) => setDuplicates(work, input))),
});
