export { configurationCardsRouter } from "./configuration-cards.router";
export { configuratorsRouter } from "./configurators.router";
export {
  exportConfigurationCards,
  exportConfigurators,
  reportConfigurationCards,
  reportConfigurators,
} from "./exports";
