/** The operator's words on these pages: the encoder, and what a configuration is called. */
export type ConfigurationWords = { encoder: string; configurationName: string };
