import type { SiteRight } from "@/authz";
import { isLocale } from "@/i18n/locales";
import type { Work } from "@/platform/db";
import type { SiteDetail } from "../contract";
import { siteById, siteCounters } from "./sites.repo";

/** A site with all its counters (figures 55 and 69) and settings. @throws AppError NOT_FOUND. */
export async function siteDetail(work: Work, siteId: string, rights: ReadonlySet<SiteRight>): Promise<SiteDetail> {
  const site = await siteById(work, siteId);
  return {
    id: site.id,
    name: site.name,
    createdAt: site.createdAt.toISOString(),
    counters: await siteCounters(work, siteId),
    settings: {
      linkDays: site.linkDays,
      leaseDays: site.leaseDays,
      activationCode: site.activationCode,
      locale: isLocale(site.locale) ? site.locale : null,
      timeZone: site.timeZone,
      reminderAfterDays: site.reminderAfterDays,
      maxReminders: site.maxReminders,
      allowDuplicateIds: site.allowDuplicateIds,
    },
    rights: [...rights],
  };
}
