import { z } from "zod";
import { locales } from "@/i18n/locales";
import { FIELD_COUNT, FIELD_SUBJECTS } from "@/modules/accounts";
import type { Look, LookValues } from "./domain/look";
import { LOGO_KEYS } from "./domain/look";
import { type MailDoc, mailSubject, textDoc } from "./domain/mail-text";

const colour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, "personalization.colourForm")
  .nullable();

/** Addresses that pages of the product have themselves, or that pretend to be its own. */
const RESERVED = new Set(["admin", "api", "operator", "portal", "www", "login", "support", "system"]);

/** What of a look is typed; logos are uploaded. Null: inherited. What is left out stays. */
export const saveAppearanceInput = z.object({
  headerBackground: colour.optional(),
  headerText: colour.optional(),
  copyright: z
    .string()
    .trim()
    .max(200)
    .transform((text) => text || null)
    .nullable()
    .optional(),
  address: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, "personalization.addressForm")
    .refine((address) => !RESERVED.has(address), "personalization.addressTaken")
    .nullable()
    .optional(),
});
export type SaveAppearanceInput = z.output<typeof saveAppearanceInput>;

export const removeLogoInput = z.object({ logo: z.enum(LOGO_KEYS as [string, ...string[]]) });

/** An account's look for its editor: what it sets, what stands, where each value comes from, and what it would inherit. */
export type AppearanceDto = { own: LookValues & { address: string | null }; look: Look; inherited: Look };

/** Labels of the fields of one subject, 1 to 5 in order; empty: the field is not used (R040). */
export const saveFieldLabelsInput = z.object({
  subject: z.enum(FIELD_SUBJECTS),
  labels: z
    .array(
      z
        .string()
        .trim()
        .max(60)
        .regex(/^[^\p{Cc}]*$/u, "personalization.labelForm")
        .transform((text) => text || null)
        .nullable(),
    )
    .length(FIELD_COUNT),
});
export type SaveFieldLabelsInput = z.output<typeof saveFieldLabelsInput>;

const mailOf = { kind: z.string().max(60), locale: z.enum(locales) };
export const mailTextOf = z.object(mailOf);
export const saveMailTextInput = z.object({ ...mailOf, subject: mailSubject, body: textDoc });
export type SaveMailTextInput = z.output<typeof saveMailTextInput>;
/** Words that need not be saved, in a look that need not be either; null: the words that stand. */
export const previewMailInput = z.object({
  ...mailOf,
  text: z.object({ subject: mailSubject, body: textDoc }).nullable(),
  look: z
    .object({ headerBackground: colour, headerText: colour, copyright: z.string().max(200).nullable() })
    .optional(),
});
export type PreviewMailInput = z.output<typeof previewMailInput>;

/** Where a mail's words come from. */
export type MailTextSource = "own" | "supplier" | "operator" | "standard";
/** A kind of mail and where its words come from, in each language. */
export type MailKindDto = { kind: string; sources: Record<string, MailTextSource> };
export type MailTextVersionDto = {
  version: number;
  at: string;
  by: string;
  /** Null: back to what it inherits. */
  text: { subject: string; body: MailDoc } | null;
};
export type MailTextDto = {
  source: MailTextSource;
  text: { subject: string; body: MailDoc };
  /** What stands if the account says nothing of its own. */
  inherited: { subject: string; body: MailDoc };
  variables: string[];
  essentials: "link" | "parts" | "none";
  versions: MailTextVersionDto[];
};
