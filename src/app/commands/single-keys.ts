const KEY = "single-keys";

/** Whether keys without Ctrl or ⌘ do something; people who speak their input turn that off (WCAG 2.1.4). Kept in this browser. */
export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Turns them on or off. */
export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // A browser that stores nothing keeps them on.
  }
}

/** How this keyboard writes Ctrl K. */
export function paletteKeys(): string[] {
  return /Mac|iP(hone|ad|od)/.test(navigator.platform) ? ["⌘", "K"] : ["Ctrl", "K"];
}
