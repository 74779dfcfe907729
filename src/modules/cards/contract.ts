import { z } from "zod";
import { locales } from "@/i18n/locales";
import {
  CARD_ACTIONS,
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
import type { ImportDetails } from "@/modules/imports";
import { listInput } from "@/shared/kernel/pagination";
import { ATTENTION, type Attention } from "./domain/attention";
import type { Validity } from "./domain/card-policy";
import type { CardPrices, UserCardKind } from "./domain/price";
import { PRIVATE_ID } from "./domain/private-id";

const privateId = z.string().trim().min(1).regex(PRIVATE_ID, "cards.privateIdForm");
const moment = z.iso.datetime({ offset: true }).nullable().optional();

const extras = {
  ...personExtras,
  /** Language of the card's e-mails and landing page; null is the account's. */
  locale: z.enum(locales).nullable().optional(),
  transferable: z.boolean().optional(),
  validFrom: moment,
  validUntil: moment,
};

/** A new card (figures 56 and 60). A Mobile ID+ card has neither configuration nor private ID (R216). */
export const addCardInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("PRIVATE_ID"),
    firstName: personName,
    lastName: personName,
    email: personEmail,
    configurationId: z.uuid("cards.configurationNeeded"),
    privateId,
    ...extras,
  }),
  z.object({
    kind: z.literal("MOBILE_ID_PLUS"),
    firstName: personName,
    lastName: personName,
    email: personEmail,
    ...extras,
  }),
]);
export type AddCardInput = z.output<typeof addCardInput>;

/** What an edit changes; a field that is left out stays. What may change depends on the status (R236–R241). */
export const editCardInput = z.object({
  cardId: z.uuid(),
  kind: z.enum(["PRIVATE_ID", "MOBILE_ID_PLUS"]).optional(),
  firstName: personName.optional(),
  lastName: personName.optional(),
  email: personEmail.optional(),
  configurationId: z.uuid("cards.configurationNeeded").optional(),
  privateId: privateId.optional(),
  ...extras,
});
export type EditCardInput = z.output<typeof editCardInput>;

const CARD_COLUMNS = [
  "firstName",
  "lastName",
  "configuration",
  "ident",
  "email",
  "status",
  "kind",
  "createdAt",
  "sentAt",
  "activatedAt",
  "revokedAt",
] as const;
export type CardColumn = (typeof CARD_COLUMNS)[number];

const yesNo = z.array(z.enum(["yes", "no"])).max(2);
const part = z.string().trim().max(100);
const cardFilters = {
  status: z.array(z.enum(["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"])).max(5),
  kind: z.array(z.enum(["PRIVATE_ID", "MOBILE_ID_PLUS"])).max(2),
  configurationId: z.array(z.uuid()).max(50),
  firstName: part,
  lastName: part,
  email: part,
  ident: part,
  field1: part,
  field2: part,
  field3: part,
  field4: part,
  field5: part,
  validity: z.array(z.enum(["always", "notYet", "valid", "expired"])).max(4),
  attention: z.array(z.enum(ATTENTION)).max(3),
  /** `default`: the card has no language of its own. */
  locale: z.array(z.enum(["default", ...locales])).max(locales.length + 1),
  transferable: yesNo,
  /** Whether its e-mail is to go out at a time to come. */
  scheduled: yesNo,
};
export const listCardsInput = listInput(CARD_COLUMNS, cardFilters);
export type ListCardsInput = z.output<typeof listCardsInput>;
export type CardFilters = ListCardsInput["filters"];

/** What a mass action is about: cards as they were seen, or all that a search and filters match. */
const selectionInput = z.discriminatedUnion("by", [
  pickedCards,
  z.object({
    by: z.literal("filter"),
    search: z.string().trim().max(200).optional(),
    filters: z.object(cardFilters).partial().default({}),
    sort: listCardsInput.shape.sort,
    /** Cards taken out of the selection by hand. */
    except: z.array(z.uuid()).max(1_000).default([]),
  }),
  leftCards,
]);
export type SelectionInput = z.output<typeof selectionInput>;

export const previewInput = z.object({
  action: z.enum(CARD_ACTIONS),
  selection: selectionInput,
  /** For sending: at a time to come. */
  scheduled: z.boolean().default(false),
});

/** What an action would do, before it is done. */
export type ActionPreview = ChangePreview & { available: number };

export const sendInput = z.object({
  selection: selectionInput,
  /** The total that the person saw; another one now is refused (decisions, section 4). */
  total: z.int().min(0).optional(),
  /** If the credits do not reach for all: as many as possible in the table's order, or none. */
  asManyAsPossible: z.boolean().default(false),
  /** When the e-mails are to go out, within a year; at once where it is left out. Credits are put on hold now. */
  at: z.iso.datetime({ offset: true }).optional(),
});
/** What a mass edit changes; what is left out stays. Null is no limit, or the site's language. */
export const massChange = z
  .object({
    validity: z.object({
      from: z.iso.datetime({ offset: true }).nullable(),
      until: z.iso.datetime({ offset: true }).nullable(),
    }),
    transferable: z.boolean(),
    locale: extras.locale.unwrap(),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), "cards.nothingChosen");
export type MassChange = z.output<typeof massChange>;
export const actInput = z.object({ selection: selectionInput });

export type { ActionResult } from "@/modules/delivery";

export type CardRow = {
  id: string;
  number: number;
  kind: UserCardKind;
  status: CardStatus;
  phase: CardPhase;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  configuration: { id: string; name: string } | null;
  privateId: string | null;
  csn: string | null;
  field1: string | null;
  field2: string | null;
  field3: string | null;
  field4: string | null;
  field5: string | null;
  locale: string | null;
  transferable: boolean;
  validFrom: string | null;
  validUntil: string | null;
  validity: Validity;
  /** When its e-mail is to go out, while that is still to come. */
  scheduledFor: string | null;
  createdAt: string;
  sentAt: string | null;
  activatedAt: string | null;
  revokedAt: string | null;
};

export type CardDetails = CardRow & {
  /** The phone that holds it, and when it stops by itself at the latest. */
  device: string | null;
  lastSyncAt: string | null;
  leaseEndsAt: string | null;
  link: OpenLink | null;
  /** Credits on hold or spent for it. */
  price: number | null;
  timeline: TimelineEntry[];
};

/** What the card forms of a site need to know. `fieldLabels`: a field without a label is not shown. */
export type CardFormOptions = {
  configurations: { id: string; name: string }[];
  prices: CardPrices;
  timeZone: string;
  fieldLabels: (string | null)[];
};

/** An import of cards: what sending all its good cards would cost today, in credits, and what is available. */
export type CardImportDto = ImportDetails & { cost: number; available: number };

/** How many cards of a site ask for attention, and why; `more`: there are more than `count`. */
export type AttentionRow = { what: Attention; siteId: string; site: string; count: number; more: boolean };

/** A search over all sites; one letter would say too little. */
export const findCardsInput = z.object({ search: z.string().trim().min(2).max(100) });

/** A card as the command palette shows it. */
export type FoundCard = { id: string; name: string; email: string; status: CardStatus; siteId: string; site: string };
