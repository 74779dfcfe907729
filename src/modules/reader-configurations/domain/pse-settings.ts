import { z } from "zod";

/** The ON/OFF rows of a configuration preview (R182), in the order of figure 52: the reader itself, then what it reads. */
export const READER_SETTINGS = ["reader"] as const;
export const CHIP_SETTINGS = [
  "mifareDesfire",
  "mifarePlusSl3",
  "mifareClassicSl1",
  "mifareUltralightC",
  "blueMobileId",
  "nfcHce",
  "cps3",
  "khz125",
] as const;

/** How a phone is shown to a reader (R183). */
export const IDENTIFICATION_MODES = ["badge", "slide", "tap-tap", "hands-free", "remote"] as const;

/** The two remote buttons of a phone (R184). */
export const REMOTE_OPTIONS = ["remote1", "remote2"] as const;

export type ChipSetting = (typeof CHIP_SETTINGS)[number];
export type IdentificationMode = (typeof IDENTIFICATION_MODES)[number];

/** How far a mode reaches: by name, or "up to about so many metres". */
export const pseRange = z.union([z.enum(["contact", "very-short"]), z.number().min(0.1).max(100)]);
export type PseRange = z.infer<typeof pseRange>;

const remoteOption = z.strictObject({ on: z.boolean(), range: pseRange.optional() });

/** All that a preview shows of a configuration; nothing of it is secret. Stored beside the sealed file. */
export const pseSettings = z.strictObject({
  reader: z.boolean(),
  chips: z.strictObject(
    Object.fromEntries(CHIP_SETTINGS.map((chip) => [chip, z.boolean()])) as Record<ChipSetting, z.ZodBoolean>,
  ),
  identificationModes: z
    .array(z.strictObject({ mode: z.enum(IDENTIFICATION_MODES), range: pseRange }))
    .max(IDENTIFICATION_MODES.length)
    .refine((modes) => new Set(modes.map(({ mode }) => mode)).size === modes.length),
  remoteOptions: z.strictObject({ remote1: remoteOption, remote2: remoteOption }),
});
export type PseSettings = z.infer<typeof pseSettings>;
