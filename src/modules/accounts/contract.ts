import { z } from "zod";
import { locales } from "@/i18n/locales";
import { emailAddress } from "@/shared/kernel/email-address";

/** One line of text without control characters, 1 to 200 characters. */
const text = z
  .string()
  .trim()
  .normalize()
  .min(1)
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { message: "shared.invalid" });
/** An empty field is null. */
const optional = z
  .string()
  .trim()
  .normalize()
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { message: "shared.invalid" })
  .nullish()
  .transform((value) => value || null);
const longText = z
  .string()
  .trim()
  .max(2_000)
  .nullish()
  .transform((value) => value || null);
const website = optional
  .transform((value) => (value && !/^[a-z][a-z0-9+.-]*:/i.test(value) ? `https://${value}` : value))
  .refine((value) => value === null || (URL.canParse(value) && /^https?:\/\/[^/\s]*\.[^\s]*$/i.test(value)), {
    message: "accounts.website",
  });

export const TITLES = ["MR", "MRS"] as const;

/** "Your contact details" (R055). */
export const contactFields = z.object({
  title: z.enum(TITLES, { error: "shared.required" }),
  firstName: text,
  lastName: text,
  jobTitle: text,
  phone: optional,
  mobile: optional,
  fax: optional,
});

/** "Your organization details" (R056). */
export const organizationFields = z.object({
  companyName: text,
  registrationNumber: optional,
  vatId: optional,
  eori: optional,
  ceo: text,
  foundingDate: optional,
  capital: optional,
  companyProfile: longText,
  city: text,
  street: text,
  zip: text.max(20),
  country: text,
  website,
});

export const accountFields = z.object({ ...contactFields.shape, ...organizationFields.shape });
export type AccountFields = z.infer<typeof accountFields>;

/** Fields marked * (R055, R056): after creation only the account's supplier changes them (R054; decisions, section 2). */
export const STARRED = [
  "title",
  "firstName",
  "lastName",
  "jobTitle",
  "companyName",
  "ceo",
  "city",
  "street",
  "zip",
  "country",
] as const satisfies (keyof AccountFields)[];

/** What an account's own users change in "My account" (R053). */
export const ownFields = accountFields.omit(
  Object.fromEntries(STARRED.map((field) => [field, true])) as Record<(typeof STARRED)[number], true>,
);
export type OwnFields = z.infer<typeof ownFields>;

export const CUSTOMER_TYPES = ["RESELLER", "END_CUSTOMER"] as const;

/** A new account: its type and address never change afterwards (R013, R014). */
export const newAccountFields = z.object({
  type: z.enum(CUSTOMER_TYPES, { error: "shared.required" }),
  email: emailAddress,
  ...accountFields.shape,
  locale: z.enum(locales).default("en"),
  /** IANA time zone; one that is unknown becomes the default. */
  timeZone: z.string().max(60).optional(),
});
export type NewAccountFields = z.infer<typeof newAccountFields>;

/** An account as its own users see it (figure 6). */
export type AccountDetails = AccountFields & {
  id: string;
  type: "OPERATOR" | "RESELLER" | "END_CUSTOMER";
  email: string;
  createdBy: string | null;
  createdAt: string;
  timeZone: string;
  locale: string;
};
