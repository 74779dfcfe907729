export type { ConfigurationDetail, ConfigurationRow, ConfigurationUse, ListConfigurationsInput } from "./contract";
export { CONFIGURATION_TABLE, CONFIGURATION_TABLE_OPTIONS } from "./ui/configurations-table";
