import { z } from "zod";
import type { SiteRight } from "@/authz";
import {
  CARD_ACTIONS,
  type CardAction,
  type CardPhase,
  type CardStatus,
  type ChangePreview,
  leftCards,
  type OpenLink,
  personEmail,
  personExtras,
  personName,
  pickedCards,
  type TimelineEntry,
} from "@/modules/delivery";
import { listInput } from "@/shared/kernel/pagination";

/** A new configurator (figure 71). */
export const addConfiguratorInput = z.object({
  firstName: personName,
  lastName: personName,
  email: personEmail,
  ...personExtras,
});
export type AddConfiguratorInput = z.output<typeof addConfiguratorInput>;

/** What an edit changes; a field that is left out stays. The e-mail never changes (R271). */
export const editConfiguratorInput = z.object({
  configuratorId: z.uuid(),
  firstName: personName.optional(),
  lastName: personName.optional(),
  ...personExtras,
});
export type EditConfiguratorInput = z.output<typeof editConfiguratorInput>;

export const configuratorInput = z.object({ configuratorId: z.uuid() });

const part = z.string().trim().max(100);
export const CONFIGURATOR_COLUMNS = ["firstName", "lastName", "email", "createdAt"] as const;
export const listConfiguratorsInput = listInput(CONFIGURATOR_COLUMNS, {
  firstName: part,
  lastName: part,
  email: part,
});
export type ListConfiguratorsInput = z.output<typeof listConfiguratorsInput>;

/** What is known of a configurator besides name and e-mail. */
type ConfiguratorExtras = {
  phone: string | null;
  field1: string | null;
  field2: string | null;
  field3: string | null;
  field4: string | null;
  field5: string | null;
};

export type ConfiguratorRow = ConfiguratorExtras & {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  createdAt: string;
  /** How many configuration cards it has, whatever their status. */
  cards: number;
};

export const CONFIGURATION_CARD_COLUMNS = [
  "firstName",
  "lastName",
  "configuration",
  "status",
  "createdAt",
  "sentAt",
  "activatedAt",
  "revokedAt",
] as const;
const configurationCardFilters = {
  configuratorId: z.array(z.uuid()).max(200),
  configurationId: z.array(z.uuid()).max(50),
  status: z.array(z.enum(["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"])).max(5),
  firstName: part,
  lastName: part,
};
export const listConfigurationCardsInput = listInput(CONFIGURATION_CARD_COLUMNS, configurationCardFilters);
export type ListConfigurationCardsInput = z.output<typeof listConfigurationCardsInput>;

/** A configuration that a configurator got: a virtual card without credits (R260, R262). */
export type ConfigurationCardRow = {
  id: string;
  status: CardStatus;
  phase: CardPhase;
  configurator: { id: string; firstName: string; lastName: string; email: string };
  configuration: { id: string; name: string };
  createdAt: string;
  sentAt: string | null;
  activatedAt: string | null;
  revokedAt: string | null;
};

export type ConfigurationCardDetails = ConfigurationCardRow & {
  configurator: ConfiguratorExtras;
  /** The phone that holds it, and when it stops by itself at the latest. */
  device: string | null;
  lastSyncAt: string | null;
  leaseEndsAt: string | null;
  link: OpenLink | null;
  timeline: TimelineEntry[];
};

/** Pairs of configurator and configuration that one assignment makes at most. */
export const MOST_PAIRS = 2_000;
/** Configurators chosen above, to whose cards the list below is narrowed: they stand in addresses of reports and exports. */
export const MOST_NARROWED = 100;
const ids = z.array(z.uuid()).min(1).max(5_000);
/** Each of the configurators gets each of the configurations (R261, R264); at most `MOST_PAIRS` pairs. */
export const assignInput = z.object({ configuratorIds: ids, configurationIds: ids });
export type AssignInput = z.output<typeof assignInput>;
type Pair = { configurator: string; configuration: string };
/** What was assigned, and which pairs existed already, by their names. */
export type Assigned = { assigned: number; skipped: Pair[] };

/** What a mass action is about: cards as they were seen, or all that a search and filters match. */
const selectionInput = z.discriminatedUnion("by", [
  pickedCards,
  z.object({
    by: z.literal("filter"),
    search: z.string().trim().max(200).optional(),
    filters: z.object(configurationCardFilters).partial().default({}),
    except: z.array(z.uuid()).max(1_000).default([]),
  }),
  leftCards,
]);
export type ConfigurationCardSelection = z.output<typeof selectionInput>;

/** The right that each action on configuration cards needs. */
export const CONFIGURATION_ACTION_RIGHTS: Readonly<Record<CardAction, SiteRight>> = {
  send: "sendConfigurationCards",
  withdraw: "sendConfigurationCards",
  replacePhone: "sendConfigurationCards",
  moveToOtherPhone: "sendConfigurationCards",
  revoke: "revokeConfigurationCards",
  cancelRevocation: "revokeConfigurationCards",
  delete: "configurationCards.delete",
};

export const actOnCardsInput = z.object({ selection: selectionInput });
export const previewCardsInput = z.object({
  action: z.enum(CARD_ACTIONS),
  selection: selectionInput,
});
export type ConfigurationCardPreview = Pick<ChangePreview, "selected" | "qualifies" | "refused" | "again">;

/** What can be assigned on a site, and to whom. */
export type ConfiguratorOptions = {
  configurators: { id: string; name: string; email: string }[];
  configurations: { id: string; name: string }[];
};
