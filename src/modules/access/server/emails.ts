import { formatDateTime } from "@/i18n/format";
import { findAccount } from "@/modules/accounts/server";
import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import type { EmailBrand, EmailKind, EmailResolver, EmailRow } from "@/platform/email";
import { browserName } from "../domain/browser-name";
import { ACTIVATION_DAYS, linkToken, RESET_MINUTES } from "./one-time-links";
import type { SecondFactorChange } from "./person-events";
import { sessionLinkToken } from "./session-link";

type BrandOf = (work: Work, accountId: string | null) => Promise<EmailBrand>;
type Resolvers = { [Kind in EmailKind]?: EmailResolver<Kind> };

const url = (path: string) => `${config().origin}${path}`;
const idIn = (row: EmailRow, name: string) => String(row.data[name] ?? "");

/** The link of a mail with its user, or null once it was used, replaced or has lapsed: then the mail has lost its sense. */
async function openLink(work: Work, row: EmailRow) {
  const link = await work.tx.oneTimeLink.findUnique({ where: { id: idIn(row, "linkId") } });
  if (!link || link.usedAt || link.expiresAt <= work.now) return null;
  const user = link.userId
    ? await work.tx.user.findUnique({ where: { id: link.userId }, include: { account: true } })
    : null;
  return { link, user };
}

/** Whom a mail about a user that was disabled or reactivated is about. */
async function userIn(work: Work, row: EmailRow) {
  const user = await work.tx.user.findUnique({ where: { id: idIn(row, "userId") }, include: { account: true } });
  return user && { userName: `${user.firstName} ${user.lastName}`, accountName: user.account.companyName, user };
}

/** How the mails of this module are written. */
export function accessEmails(brandOf: BrandOf): Resolvers {
  return {
    "account-requested": {
      resolve: async (work) => ({ brand: await brandOf(work, null), data: {} }),
    },
    "account-known": {
      resolve: async (work, row) => ({
        brand: await brandOf(work, null),
        data: { waiting: row.data.waiting === true, signInUrl: url("/login"), forgottenUrl: url("/reset") },
      }),
    },
    "account-request-for-operator": {
      async resolve(work, row) {
        const account = await findAccount(work, idIn(row, "requestId"));
        if (!account || account.type === "OPERATOR" || account.status !== "REQUESTED") return "cancel";
        return {
          brand: await brandOf(work, null),
          data: {
            requestedType: account.type,
            requestCompany: account.companyName,
            contactName: `${account.firstName} ${account.lastName}`,
            contactAddress: account.email,
            phone: account.phone,
            country: account.country,
            requestUrl: url(`/operator/requests?request=${account.id}`),
          },
        };
      },
    },
    "account-approved": {
      async resolve(work, row) {
        const found = await openLink(work, row);
        if (!found?.user) return "cancel";
        return {
          brand: await brandOf(work, found.user.accountId),
          data: {
            contactName: `${found.user.firstName} ${found.user.lastName}`,
            accountName: found.user.account.companyName,
            signInAddress: found.user.email,
            setPasswordUrl: url(`/activate/${linkToken("ACTIVATE_USER", found.link.id)}`),
            validDays: ACTIVATION_DAYS,
          },
        };
      },
    },
    "account-refused": {
      async resolve(work, row) {
        const account = await work.tx.account.findUnique({ where: { id: idIn(row, "requestId") } });
        if (!account) return "cancel";
        return {
          brand: await brandOf(work, null),
          data: {
            contactName: `${account.firstName} ${account.lastName}`,
            accountName: account.companyName,
            reason: account.refusalReason,
          },
        };
      },
    },
    "user-invited": {
      async resolve(work, row) {
        const found = await openLink(work, row);
        if (!found?.user) return "cancel";
        return {
          brand: await brandOf(work, found.user.accountId),
          data: {
            userName: `${found.user.firstName} ${found.user.lastName}`,
            accountName: found.user.account.companyName,
            signInAddress: found.user.email,
            activateUrl: url(`/activate/${linkToken("ACTIVATE_USER", found.link.id)}`),
            validDays: ACTIVATION_DAYS,
          },
        };
      },
    },
    "user-disabled": {
      async resolve(work, row) {
        const found = await userIn(work, row);
        if (found?.user.status !== "DISABLED") return "cancel";
        const { userName, accountName } = found;
        return { brand: await brandOf(work, found.user.accountId), data: { userName, accountName } };
      },
    },
    "user-deleted": {
      async resolve(work, row) {
        const found = await userIn(work, row);
        if (found?.user.status !== "DELETED") return "cancel";
        const { userName, accountName } = found;
        return { brand: await brandOf(work, found.user.accountId), data: { userName, accountName } };
      },
    },
    "user-changed": {
      async resolve(work, row) {
        const found = await userIn(work, row);
        if (!found || found.user.status === "DELETED") return "cancel";
        const { userName, accountName, user } = found;
        const profile =
          row.data.profile === true ? await work.tx.profile.findUnique({ where: { id: user.profileId } }) : null;
        const data = { userName, accountName, profileName: profile?.name ?? null };
        return { brand: await brandOf(work, user.accountId), data };
      },
    },
    "account-activated": {
      async resolve(work, row) {
        const found = await userIn(work, row);
        if (found?.user.account.status !== "ACTIVATED") return "cancel";
        const { userName: contactName, accountName, user } = found;
        return {
          brand: await brandOf(work, user.accountId),
          data: { contactName, accountName, signInAddress: user.email, signInUrl: url("/login") },
        };
      },
    },
    "user-reactivated": {
      async resolve(work, row) {
        const found = await userIn(work, row);
        if (found?.user.status !== "ACTIVATED") return "cancel";
        const { userName, accountName } = found;
        const brand = await brandOf(work, found.user.accountId);
        return { brand, data: { userName, accountName, signInUrl: url("/login") } };
      },
    },
    "new-sign-in": {
      async resolve(work, row) {
        const sessionId = idIn(row, "sessionId");
        const session = await work.tx.session.findUnique({
          where: { id: sessionId },
          include: { user: { select: { account: { select: { timeZone: true } } } } },
        });
        if (!session) return "cancel";
        const timeZone = session.user?.account.timeZone ?? "UTC";
        return {
          brand: await brandOf(work, null),
          data: {
            device: browserName(session.userAgent ?? ""),
            place: session.ip ?? "",
            at: `${formatDateTime(session.createdAt.toISOString(), { timeZone })} (${timeZone})`,
            endUrl: url(`/not-me/${sessionLinkToken(sessionId)}`),
          },
        };
      },
    },
    "second-factor-changed": {
      resolve: async (work, row) => ({
        brand: await brandOf(work, row.accountId),
        data: { change: idIn(row, "change") as SecondFactorChange, forgottenUrl: url("/reset") },
      }),
    },
    "password-reset": {
      async resolve(work, row) {
        const found = await openLink(work, row);
        if (!found) return "cancel";
        return {
          brand: await brandOf(work, null),
          data: {
            resetUrl: url(`/reset/${linkToken("RESET_PASSWORD", found.link.id)}`),
            validMinutes: RESET_MINUTES,
          },
        };
      },
    },
  };
}
