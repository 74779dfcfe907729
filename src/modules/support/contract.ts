import { z } from "zod";
import { type Locale, locales } from "@/i18n/locales";
import { emailAddress } from "@/shared/kernel/email-address";

/** What the Support page holds besides contacts (R311, R312). */
export const SUPPORT_KINDS = ["FAQ", "TUTORIAL", "FILE", "VIDEO", "RELEASE"] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

const line = z
  .string()
  .trim()
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { message: "shared.invalid" });
const webAddress = z
  .string()
  .trim()
  .max(500)
  .refine((value) => URL.canParse(value) && /^https?:\/\/[^/\s]+\.[^\s]+$/i.test(value), {
    message: "support.webAddress",
  });
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal("").transform(() => null), schema])
    .nullish()
    .transform((value) => value ?? null);

/** The texts in one language: a language without a title has none. */
const words = z.object({ title: line, body: z.string().trim().max(20_000) });
export type SupportWords = z.infer<typeof words>;
export type SupportTexts = Partial<Record<Locale, SupportWords>>;

export const supportItemFields = z
  .object({
    kind: z.enum(SUPPORT_KINDS),
    texts: z.partialRecord(z.enum(locales), words),
    /** Where a video is to be seen, or what a tutorial leads to. */
    url: optional(webAddress),
    /** Of a release: its number and its day. */
    version: optional(line.max(40)),
    releasedOn: optional(z.iso.date()),
    published: z.boolean(),
  })
  .refine(({ texts }) => Object.values(texts).some((text) => text?.title), {
    message: "support.titleNeeded",
    path: ["title"],
  })
  .refine(({ kind, url }) => kind !== "VIDEO" || url !== null, { message: "shared.required", path: ["url"] })
  .refine(({ kind, version }) => kind !== "RELEASE" || version !== null, {
    message: "shared.required",
    path: ["version"],
  });
export type SupportItemFields = z.infer<typeof supportItemFields>;

export const saveItemInput = z.object({ itemId: z.uuid().nullable(), item: supportItemFields });
export const itemInput = z.object({ itemId: z.uuid() });
export const orderItemsInput = z.object({ kind: z.enum(SUPPORT_KINDS), itemIds: z.array(z.uuid()).min(1).max(200) });
export const fileInput = z.object({ fileId: z.uuid() });

const office = z.object({ name: line.min(1), address: line.max(300).min(1), phone: optional(line.max(60)) });
export const contactsInput = z.object({
  contactEmail: emailAddress,
  website: webAddress,
  offices: z.array(office).max(30),
});
export type ContactsInput = z.infer<typeof contactsInput>;

/** The largest file of the Support page, bytes. */
export const SUPPORT_FILE_BYTES = 10 * 1024 ** 2;
/** The endings to show beside the field; what counts is what is in a file. */
export const SUPPORT_FILE_TYPES = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.zip,.mp4";
export const SUPPORT_FILES_PER_ITEM = 10;

export type SupportFileDto = { id: string; name: string; bytes: number; locale: Locale | null };

/** An item as the operator edits it: in every language, with all its files. */
export type SupportItemDto = SupportItemFields & { id: string; files: SupportFileDto[] };

/** An item as a customer reads it: in the reader's language where there is a text in it, else in another. */
export type SupportEntry = {
  id: string;
  kind: SupportKind;
  title: string;
  body: string;
  /** The text's language, where it is not the reader's. */
  lang: Locale | null;
  url: string | null;
  version: string | null;
  releasedOn: string | null;
  file: SupportFileDto | null;
};
