export { type AccessRecord, type Actor, actorFrom } from "./actor";
export { can, canOnAnySite, canOnSite, canSeeSite, siteRightsOf, visibleSites } from "./can";
export * from "./rights";
