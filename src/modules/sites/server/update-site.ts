import { accountOf, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { UpdateSiteInput } from "../contract";
import { nameTaken } from "./create-site";
import { siteById } from "./sites.repo";

/**
 * Renames a site or changes its settings: how long links and leases last, which code activation asks for, language, time zone,
 * reminders (which carry the card's link, so they must come before it lapses).
 * What is out of the input stays. Links and leases that exist keep what they were made with.
 *
 * @throws AppError NOT_FOUND; CONFLICT `sites.nameTaken`; BAD_INPUT `sites.timeZoneUnknown`, `sites.reminderTooLate`,
 * `sites.remindersForm`.
 */
export async function updateSite(work: Work, input: UpdateSiteInput): Promise<void> {
  const { siteId, ...wanted } = input;
  const accountId = accountOf(work);
  if (wanted.timeZone && !isTimeZone(wanted.timeZone))
    throw new AppError("BAD_INPUT", "sites.timeZoneUnknown", { fields: { timeZone: "sites.timeZoneUnknown" } });
  const before = await siteById(work, siteId);
  requireUsefulReminders({ ...before, ...wanted });
  const changes = changesBetween<Record<string, unknown>>(before, wanted);
  if (changes.length === 0) return;
  try {
    const { count } = await work.tx.site.updateMany({
      where: { id: siteId, accountId, deletedAt: null },
      data: wanted,
    });
    if (count === 0) throw new AppError("NOT_FOUND", "sites.notFound");
  } catch (error) {
    throw nameTaken(error);
  }
  await recordEvent(work, {
    accountId,
    page: "sites",
    action: "sites.updated",
    params: { name: wanted.name ?? before.name },
    changes,
    siteId,
  });
}

function requireUsefulReminders(site: {
  linkDays: number;
  reminderAfterDays: number | null;
  maxReminders: number;
}): void {
  if (site.reminderAfterDays === null) return;
  if (site.reminderAfterDays >= site.linkDays)
    throw new AppError("BAD_INPUT", "sites.reminderTooLate", {
      params: { days: site.linkDays },
      fields: { reminderAfterDays: "sites.reminderTooLate" },
    });
  if (site.maxReminders < 1)
    throw new AppError("BAD_INPUT", "sites.remindersForm", { fields: { maxReminders: "sites.remindersForm" } });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
