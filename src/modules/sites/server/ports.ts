import type { Work } from "@/platform/db";
import { definePort } from "@/shared/kernel/port";
import type { DuplicateId } from "../contract";

/** How many private IDs are on several cards of one configuration, per site of this work's account; sites without are left out. */
export const duplicateIdCounts = definePort<(work: Work) => Promise<Map<string, number>>>("sites.duplicateIdCounts");

/** Which they are in one site, at most `limit`, with their cards. */
export const duplicateIdsOf =
  definePort<(work: Work, siteId: string, limit: number) => Promise<DuplicateId[]>>("sites.duplicateIdsOf");
