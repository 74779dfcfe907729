import type { PseSettings } from "@/modules/reader-configurations/domain/pse-settings";

/** The settings of figure 52. */
export const FIGURE_52: PseSettings = {
  reader: true,
  chips: {
    mifareDesfire: true,
    mifarePlusSl3: false,
    mifareClassicSl1: false,
    mifareUltralightC: false,
    blueMobileId: true,
    nfcHce: false,
    cps3: false,
    khz125: false,
  },
  identificationModes: [
    { mode: "badge", range: "contact" },
    { mode: "hands-free", range: 3 },
  ],
  remoteOptions: { remote1: { on: true, range: 3 }, remote2: { on: false } },
};
