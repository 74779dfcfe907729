export {
  configurationCardBulks,
  configurationCardBulksRouter,
  exportLeftConfigurationCards,
} from "./configuration-card-bulks.router";
export { configurationCardsRouter } from "./configuration-cards.router";
export { configuratorsRouter } from "./configurators.router";
export {
  exportConfigurationCards,
  exportConfigurators,
  reportConfigurationCards,
  reportConfigurators,
} from "./exports";
export { configuratorImport } from "./import/configurator-import";
export { configuratorImportsRouter } from "./import/configurator-imports.router";
export { configuratorTemplate, exportRefusedConfigurators, uploadConfigurators } from "./import/import-files";
