/** The operator's words that these pages use (decisions, section 1). */
export type ConfiguratorWords = { configurationName: string; settingsApp: string };
