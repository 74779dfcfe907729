import { z } from "zod";
import type { SiteRight } from "@/authz";
import { locales } from "@/i18n/locales";
import { listInput } from "@/shared/kernel/pagination";
import type { SiteCounters } from "./domain/site-counters";

/** A customer site's name: 1 to 200 characters. */
export const siteName = z.string().trim().min(1).max(200);

export const createSiteInput = z.object({ name: siteName });

export const ACTIVATION_CODES = ["MAIL_CODE", "SEPARATE_CODE"] as const;

const days = z.int("sites.daysForm").min(1, "sites.daysForm").max(365, "sites.daysForm");

/** What of a site can be changed; what is left out stays. Days are whole days from 1 to 365. */
export const siteSettings = z.object({
  name: siteName,
  /** How long an activation link works. */
  linkDays: days,
  /** How long a credential works without the phone being heard of. */
  leaseDays: days,
  activationCode: z.enum(ACTIVATION_CODES),
  /** Language of the site's cards; null is the account's. */
  locale: z.enum(locales).nullable(),
  /** IANA time zone of validity dates; null is the account's. */
  timeZone: z.string().trim().max(60).nullable(),
  /** Days after which the e-mail of a card that was not activated is sent again; null: never. */
  reminderAfterDays: days.nullable(),
  /** How often at most. */
  maxReminders: z.int("sites.remindersForm").min(1, "sites.remindersForm").max(20, "sites.remindersForm"),
});
export const updateSiteInput = z.object({ siteId: z.uuid(), ...siteSettings.partial().shape });
export type UpdateSiteInput = z.infer<typeof updateSiteInput>;

export const SITE_COLUMNS = ["name", "createdAt", "configurations", "users", "configurators"] as const;
export const listSitesInput = listInput(SITE_COLUMNS, { name: z.string().trim().max(200) });
export type ListSitesInput = z.infer<typeof listSitesInput>;

/** A row of the site list (R161). */
export type SiteRow = {
  id: string;
  name: string;
  createdAt: string;
  configurations: number;
  users: number;
  configurators: number;
};

/** A site with its counters and settings, and what the reader may do with it. */
export type SiteDetail = {
  id: string;
  name: string;
  createdAt: string;
  counters: SiteCounters;
  settings: Omit<z.infer<typeof siteSettings>, "name"> & { allowDuplicateIds: boolean };
  rights: SiteRight[];
};

export const setDuplicatesInput = z.object({ siteId: z.uuid(), allowed: z.boolean() });

/** A row of the private ID settings (R247). */
export type PrivateIdSettingRow = {
  id: string;
  name: string;
  allowDuplicateIds: boolean;
  /** IDs that more than one card of a configuration has, at present. */
  duplicates: number;
  canEdit: boolean;
};

/** A private ID that several cards of one configuration have. */
export type DuplicateId = {
  configurationName: string;
  privateId: string;
  cards: { id: string; firstName: string; lastName: string; status: string }[];
};

/** The pages of a site that the menu opens for the site viewed last (R175, R192, R253). */
export const SITE_SECTIONS = ["configurations", "cards", "configurators"] as const;
export type SiteSection = (typeof SITE_SECTIONS)[number];
export const siteSection = z.enum(SITE_SECTIONS);
