import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { PreviewContent, PreviewTab } from "./domain/pse-preview";
import type { PseFormat } from "./domain/pse-reader";

export const CONFIGURATION_COLUMNS = ["pseName", "name", "createdAt"] as const;
export const listConfigurationsInput = listInput(CONFIGURATION_COLUMNS, {
  pseName: z.string().trim().max(200),
  name: z.string().trim().max(200),
});
export type ListConfigurationsInput = z.infer<typeof listConfigurationsInput>;

/** A row of a site's reader configurations (R186). */
export type ConfigurationRow = {
  id: string;
  pseName: string;
  /** The Blue Mobile ID configuration's name. */
  name: string;
  format: PseFormat;
  createdAt: string;
};

/** A configuration with its preview, tab by tab; null for an opaque file, whose contents can't be shown. Nothing secret. */
export type ConfigurationDetail = ConfigurationRow & {
  fileName: string;
  preview: Record<PreviewTab, PreviewContent> | null;
};

export const configurationInput = z.object({ configurationId: z.uuid() });

/** What still uses a configuration: user cards and configuration cards that are not deleted (R188). */
export type ConfigurationUse = { users: number; configurationCards: number };
