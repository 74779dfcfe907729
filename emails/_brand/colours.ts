import { contrast, isColour } from "@/shared/kernel/colour";
import type { EmailBrand } from "./brand";

const FALLBACK = { background: "#12395b", text: "#ffffff", accent: "#1d5fb8" };

/**
 * The colours of a mail. What is no #rrggbb falls back. Buttons take the header's colour where it can be seen on the
 * white sheet (3:1, WCAG 1.4.11), else a neutral blue; their text is white or near black, whichever reads better.
 */
export function mailColours(brand: Pick<EmailBrand, "headerBackground" | "headerText">) {
  const headerBackground = isColour(brand.headerBackground) ? brand.headerBackground : FALLBACK.background;
  const headerText = isColour(brand.headerText) ? brand.headerText : FALLBACK.text;
  const accent = contrast(headerBackground, "#ffffff") >= 3 ? headerBackground : FALLBACK.accent;
  const accentText = contrast(accent, "#ffffff") >= contrast(accent, "#111827") ? "#ffffff" : "#111827";
  return { headerBackground, headerText, accent, accentText };
}
