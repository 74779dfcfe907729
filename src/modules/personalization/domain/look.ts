/** The values of a look, each inherited by itself (decisions, section 9). */
export const LOOK_KEYS = [
  "headerBackground",
  "headerText",
  "copyright",
  "companyLogo",
  "footerCompanyLogo",
  "footerLogo",
] as const;
export type LookKey = (typeof LOOK_KEYS)[number];
export type LookValues = Record<LookKey, string | null>;

/** A look as it is shown: the two colours always stand, the product's own where nobody sets any. */
export type ShownLookValues = LookValues & { headerBackground: string; headerText: string };

/** One account of the line from an account up to the operator, nearest first, with what it sets itself. */
export type LookLink = LookValues & { operator: boolean };

/** Where a value comes from: set by the account, by a supplier above it, by the operator, or by nobody. */
export type LookSource = "own" | "supplier" | "operator" | "default";
export type Look = { [Key in LookKey]: { value: ShownLookValues[Key]; source: LookSource } };

/** What a look falls back to where nobody has set anything. Logos: none. */
export const DEFAULT_LOOK: ShownLookValues = {
  headerBackground: "#113a3c",
  headerText: "#f6f3ea",
  copyright: null,
  companyLogo: null,
  footerCompanyLogo: null,
  footerLogo: null,
};

/**
 * Resolves a look: for each value the nearest account that sets it.
 *
 * @param chain the account first, the operator last.
 * @param defaults what stands where nobody sets a value.
 */
export function resolveLook(chain: readonly LookLink[], defaults: ShownLookValues = DEFAULT_LOOK): Look {
  const entries = LOOK_KEYS.map((key) => {
    const index = chain.findIndex((link) => link[key] !== null);
    if (index < 0) return [key, { value: defaults[key], source: "default" }] as const;
    const link = chain[index] as LookLink;
    const source: LookSource = index === 0 ? "own" : link.operator ? "operator" : "supplier";
    return [key, { value: link[key], source }] as const;
  });
  return Object.fromEntries(entries) as Look;
}

/** A logo and the room it has on the page, CSS pixels (R046–R048). Stored at twice that, for sharp screens. */
export const LOGOS = {
  companyLogo: { width: 152, height: 48 },
  footerCompanyLogo: { width: 113, height: 46 },
  footerLogo: { width: 70, height: 70 },
} as const;
export type LogoKey = keyof typeof LOGOS;
export const LOGO_KEYS = Object.keys(LOGOS) as LogoKey[];

/** The address under which a logo is served, for good: it names its content. */
export function logoPath(hash: string): string {
  return `/api/brand/${hash}`;
}
