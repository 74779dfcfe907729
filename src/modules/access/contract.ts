import { z } from "zod";
import { newAccountFields } from "@/modules/accounts";
import { emailAddress } from "@/shared/kernel/email-address";
import { listInput } from "@/shared/kernel/pagination";
import { LISTED_STATUSES } from "./domain/user-machine";

/** The online form (R005, R055, R056), and what tells people from robots. */
export const registrationInput = z.object({
  account: newAccountFields,
  /** Signed by the server when it showed the form. */
  formToken: z.string().max(200),
  /** A field that people don't see. */
  nickname: z.string().max(500).default(""),
});
export type RegistrationInput = z.infer<typeof registrationInput>;

export const PASSWORD_MIN = 10;
export const PASSWORD_ADVISED = 12;
/** 10 to 200 characters of any kind; common and easily guessed ones are refused on the server. */
export const newPassword = z.string().min(PASSWORD_MIN, { message: "access.passwordShort" }).max(200);

const token = z.string().max(100);
export const linkInput = z.object({ token });
export const resetInput = z.object({ email: emailAddress });
export const newPasswordInput = z.object({ token, password: newPassword });
/** The password: a new one, or that of the person where the address has one already. */
export const activateInput = z.object({ token, password: z.string().min(1).max(500) });
export const chooseUserInput = z.object({ userId: z.uuid() });

/** What the page of a one-time link shows. */
export type LinkState =
  | { state: "open"; email: string; companyName: string | null; hasPassword: boolean }
  | { state: "used" | "lapsed" | "closed" | "unknown" };

/** A place (user in an account) that a signed-in person can work in. */
export type Place = { userId: string; companyName: string; type: string; profileName: string; current: boolean };

export const REQUEST_COLUMNS = ["createdAt", "companyName", "lastName", "email", "type"] as const;
export const listRequestsInput = listInput(REQUEST_COLUMNS, { state: z.enum(["WAITING", "REFUSED"]) });
export type ListRequestsInput = z.infer<typeof listRequestsInput>;
export const requestInput = z.object({ accountId: z.uuid() });
export const refuseInput = z.object({ accountId: z.uuid(), reason: z.string().trim().min(1).max(1_000) });

export type RequestRow = {
  id: string;
  state: "WAITING" | "REFUSED";
  type: "RESELLER" | "END_CUSTOMER";
  companyName: string;
  name: string;
  email: string;
  /** In the reader's language. */
  country: string;
  createdAt: string;
};

const line = z
  .string()
  .trim()
  .normalize()
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), { message: "shared.invalid" })
  // A name that nobody can see (zero-width and combining characters alone) is none.
  .refine((value) => value === "" || /[^\p{C}\p{Z}\p{M}]/u.test(value), { message: "shared.invalid" });
const optionalLine = line.nullish().transform((value) => value || null);

/** What of a user can be changed; the address can't (R098). Phone and fields are optional (R090). */
export const userFields = z.object({
  firstName: line.min(1),
  lastName: line.min(1),
  phone: optionalLine,
  field1: optionalLine,
  field2: optionalLine,
  field3: optionalLine,
  field4: optionalLine,
  field5: optionalLine,
  profileId: z.uuid({ error: "shared.required" }),
});
export const addUserInput = z.object({ email: emailAddress, ...userFields.shape });
export type AddUserInput = z.infer<typeof addUserInput>;
export const editUserInput = z.object({ userId: z.uuid(), ...userFields.shape });
export type EditUserInput = z.infer<typeof editUserInput>;
export const userInput = z.object({ userId: z.uuid() });
/** One action on up to 200 users. */
export const usersInput = z.object({ userIds: z.array(z.uuid()).min(1).max(200) });

export const USER_COLUMNS = ["profile", "firstName", "lastName", "email", "status", "createdAt"] as const;
export const userFilters = {
  status: z.array(z.enum(LISTED_STATUSES)).max(3),
  profile: z.array(z.uuid()).max(50),
  email: z.string().trim().max(254),
};
export const listUsersInput = listInput(USER_COLUMNS, userFilters);
export type ListUsersInput = z.infer<typeof listUsersInput>;

/** A row of "Users and profiles" (R078). */
export type UserRow = {
  id: string;
  profileId: string;
  profile: string;
  administrator: boolean;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  fields: (string | null)[];
  status: (typeof LISTED_STATUSES)[number];
  holder: boolean;
  /** Whether the person signs in with a second factor. */
  secondFactor: boolean;
  createdAt: string;
};

/** What became of one user of a mass action: done, or the code of why not. */
export type UserResult = { userId: string; name: string; refused: string | null };

const rightList = z.array(z.string().max(60)).max(100);
export const profileFields = z.object({
  name: line.min(1).max(100),
  accountRights: rightList,
  everySiteRights: rightList,
  /** Rows for single sites, which stand instead of the row for every site. */
  siteRights: z.record(z.uuid(), rightList),
});
export type ProfileFields = z.infer<typeof profileFields>;
export const editProfileInput = z.object({ profileId: z.uuid(), ...profileFields.shape });
export const deleteProfileInput = z.object({ profileId: z.uuid(), moveUsersTo: z.uuid().nullish() });

/** A profile with all that it allows. */
export type ProfileDto = ProfileFields & {
  id: string;
  administrator: boolean;
  /** Users that have it and are not deleted. */
  users: number;
  /** Whether the reader may give it to a user: it holds nothing that the reader lacks. */
  grantable: boolean;
};

export const changePasswordInput = z.object({
  current: z.string().min(1, { message: "shared.required" }).max(500),
  password: newPassword,
});
/** One session to end; null: all others than this one. */
export const endSessionsInput = z.object({ sessionId: z.uuid().nullable() });

/** A sign-in that still lives: in which browser, from where. */
export type SessionDto = {
  id: string;
  userAgent: string;
  ip: string;
  createdAt: string;
  lastSeenAt: string;
  /** The account in which it works; null while none is chosen. */
  companyName: string | null;
  current: boolean;
};

const typedCode = z.string().trim().min(1, { message: "shared.required" }).max(50);
/** The password and a code, for what changes how somebody signs in. */
export const proofInput = z.object({
  password: z.string().min(1, { message: "shared.required" }).max(500),
  code: typedCode,
});
export const enableFactorInput = z.object({ ...proofInput.shape, setup: z.string().max(500) });
export const requireFactorInput = z.object({ required: z.boolean() });
/** Whose second factor the operator takes away, and why: all sides read it in their histories. */
export const operatorResetInput = z.object({
  accountId: z.uuid(),
  userId: z.uuid(),
  reason: z.string().trim().min(1, { message: "shared.required" }).max(500),
});
export type OperatorResetInput = z.infer<typeof operatorResetInput>;

/** One's second factor; `since` null: none. */
export type SecondFactorDto = { email: string; since: string | null; recoveryCodesLeft: number };

/** What the page of the link in a mail about a sign-in shows. */
export type SessionLink = { state: "open"; userAgent: string; ip: string; createdAt: string } | { state: "ended" };
