import { CHIP_SETTINGS, type ChipSetting, type PseSettings, READER_SETTINGS, REMOTE_OPTIONS } from "./pse-settings";

/** The three tabs of a configuration preview (R181). */
export const PREVIEW_TABS = ["full", "reader", "chips"] as const;
export type PreviewTab = (typeof PREVIEW_TABS)[number];

/** A row that is ON or OFF (R182); its label is the message `readerConfigurations.settings.<setting>`. */
export type PreviewRow = { setting: (typeof READER_SETTINGS)[number] | ChipSetting; on: boolean };

export type PreviewContent = {
  rows: PreviewRow[];
  /** R183; labels `readerConfigurations.modes.<mode>`. Empty on the tab of the chips. */
  identificationModes: PseSettings["identificationModes"];
  /** R184; labels `readerConfigurations.remote.<option>`. Empty on the tab of the chips. */
  remoteOptions: {
    option: (typeof REMOTE_OPTIONS)[number];
    on: boolean;
    range?: PseSettings["identificationModes"][number]["range"];
  }[];
};

/** What the preview of a configuration shows, tab by tab; null for an opaque file, whose contents can't be shown (decisions, 7). */
export function previewOf(settings: PseSettings | null): Record<PreviewTab, PreviewContent> | null {
  if (settings === null) return null;
  const reader: PreviewContent = {
    rows: READER_SETTINGS.map((setting) => ({ setting, on: settings[setting] })),
    identificationModes: settings.identificationModes,
    remoteOptions: REMOTE_OPTIONS.map((option) => ({ option, ...settings.remoteOptions[option] })),
  };
  const chips: PreviewContent = {
    rows: CHIP_SETTINGS.map((setting) => ({ setting, on: settings.chips[setting] })),
    identificationModes: [],
    remoteOptions: [],
  };
  return { full: { ...reader, rows: [...reader.rows, ...chips.rows] }, reader, chips };
}
