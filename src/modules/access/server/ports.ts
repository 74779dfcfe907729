import type { Work } from "@/platform/db";
import { definePort } from "@/shared/kernel/port";

/** The sites of the account, by name: a profile may have a row for each. */
export const accountSites = definePort<(work: Work) => Promise<{ id: string; name: string }[]>>("accountSites");
