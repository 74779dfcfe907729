export * from "./contract";
export {
  CONFIGURATION_CARD_TABLE,
  CONFIGURATION_CARD_TABLE_OPTIONS,
  CONFIGURATOR_TABLE,
  CONFIGURATOR_TABLE_OPTIONS,
} from "./ui/configurators-table";
