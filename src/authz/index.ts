export { type AccessRecord, type Actor, actorFrom, mustSetUpSecondFactor } from "./actor";
export { can, canOnAnySite, canOnSite, canSeeSite, siteRightsOf, visibleSites } from "./can";
export * from "./rights";
