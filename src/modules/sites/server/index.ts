export { createSite } from "./create-site";
export { exportSites } from "./export-sites";
export { duplicateIdCounts, duplicateIdsOf } from "./ports";
export { accountCounters, lockSite, siteById } from "./sites.repo";
export { sitesRouter } from "./sites.router";
