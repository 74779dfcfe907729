import type { NewAccountFields } from "@/modules/accounts";
import { insertAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { makeLink } from "./one-time-links";

export type OpenedAccount = { accountId: string; userId: string; profileId: string };

/**
 * Opens an account with its built-in profile Administrator and its holder, who is its first user (decisions, section 2).
 *
 * @param status REQUESTED for the online form; CREATED for a supplier that makes it itself (R017).
 */
export async function openAccount(
  work: Work,
  options: {
    parentId: string;
    status: "REQUESTED" | "CREATED";
    fields: NewAccountFields;
    createdByName: string | null;
  },
): Promise<OpenedAccount> {
  const { fields, status } = options;
  const accountId = await insertAccount(work, options.parentId, status, fields, options.createdByName);
  const profileId = newId();
  const userId = newId();
  const at = { createdAt: work.now };
  const profile = { id: profileId, accountId, name: "Administrator", administrator: true, ...at };
  await work.tx.profile.createMany({ data: [profile] });
  await work.tx.user.createMany({
    data: [
      {
        id: userId,
        accountId,
        profileId,
        status,
        holder: true,
        email: fields.email,
        firstName: fields.firstName,
        lastName: fields.lastName,
        phone: fields.phone,
        ...at,
      },
    ],
  });
  return { accountId, userId, profileId };
}

/** A link with which a user sets a password and activates; 7 days (decisions, section 12). @returns its id. */
export function makeActivationLink(work: Work, user: { accountId: string; userId: string }): Promise<string> {
  return makeLink(work, "ACTIVATE_USER", user);
}
