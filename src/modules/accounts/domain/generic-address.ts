const GENERIC = new Set(
  "info contact support hello office admin administration sales service services security team mail help helpdesk reception accueil direction compta comptabilite commercial technique it post kontakt verwaltung".split(
    " ",
  ),
);

/**
 * Whether an address looks like one person's: the account's should be a generic one that stays reachable (R015).
 * Only an advice: nothing is refused for it.
 */
export function looksPersonal(email: string): boolean {
  const local = email.split("@")[0]?.toLowerCase().split("+")[0] ?? "";
  if (local === "" || GENERIC.has(local)) return false;
  return /^\p{L}[\p{L}'-]*[._]\p{L}[\p{L}'-]+$/u.test(local);
}
