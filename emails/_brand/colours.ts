import type { EmailBrand } from "./brand";

const HEX = /^#[0-9a-f]{6}$/i;
const FALLBACK = { background: "#12395b", text: "#ffffff", accent: "#1d5fb8" };

function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** Contrast of two #rrggbb colours as WCAG 2.2 defines it, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The colours of a mail. What is no #rrggbb falls back. Buttons take the header's colour where it can be seen on the
 * white sheet (3:1, WCAG 1.4.11), else a neutral blue; their text is white or near black, whichever reads better.
 */
export function mailColours(brand: Pick<EmailBrand, "headerBackground" | "headerText">) {
  const headerBackground = HEX.test(brand.headerBackground) ? brand.headerBackground : FALLBACK.background;
  const headerText = HEX.test(brand.headerText) ? brand.headerText : FALLBACK.text;
  const accent = contrast(headerBackground, "#ffffff") >= 3 ? headerBackground : FALLBACK.accent;
  const accentText = contrast(accent, "#ffffff") >= contrast(accent, "#111827") ? "#ffffff" : "#111827";
  return { headerBackground, headerText, accent, accentText };
}
