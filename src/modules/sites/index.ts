export type { DuplicateId, ListSitesInput, PrivateIdSettingRow, SiteDetail, SiteRow } from "./contract";
export { createSiteInput, siteSection, updateSiteInput } from "./contract";
export type { CardCounters, SiteContents, SiteCounters } from "./domain/site-counters";
export { sitePage } from "./domain/site-page";
export { SITE_TABLE, SITE_TABLE_OPTIONS } from "./ui/sites-table";
