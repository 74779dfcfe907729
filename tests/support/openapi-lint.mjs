import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore from "@stoplight/spectral-core";
import owasp from "@stoplight/spectral-owasp-ruleset";
import { oas } from "@stoplight/spectral-rulesets";

/*
 * What the two usual checkers say about an OpenAPI document. Both get it as it is in memory, and their rules out of node_modules: neither
 * loads anything from elsewhere.
 */

/** Rules of Spectral that are left out, and why. All others hold, those that are not "recommended" too. */
const WITHOUT = {
  // The order of the documentation page is the one in which they are learned.
  "openapi-tags-alphabetical": "off",
  // The contact is the portal's support page: an installation's address is written there, and changes without a new document.
  "contact-properties": "off",
};

/** What Spectral says, by all its rules for OpenAPI and for OWASP's API Security Top 10 (2023). @returns {Promise<string[]>} */
export async function spectralFindings(document) {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({
    extends: [
      [oas, "all"],
      [owasp.default ?? owasp, "all"],
    ],
    rules: WITHOUT,
  });
  const findings = await spectral.run(document);
  return findings.map(({ code, path, message }) => `${code} ${path.join(".")}: ${message}`);
}

/** What Redocly says by its strictest rules, without exception. @returns {Promise<string[]>} */
export async function redoclyFindings(document) {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const findings = await lintFromString({ source: JSON.stringify(document), config });
  return findings.map(({ ruleId, location, message }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}
