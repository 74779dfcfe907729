import type { Work } from "@/platform/db";
import { definePort } from "@/shared/kernel/port";
import type { ConfigurationUse } from "../contract";

/** How many cards that are not deleted use a configuration of this work's account. */
export const configurationUse =
  definePort<(work: Work, configurationId: string) => Promise<ConfigurationUse>>("readerConfigurations.use");
