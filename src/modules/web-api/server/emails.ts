import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import type { EmailBrand, EmailKind, EmailResolver, EmailRow } from "@/platform/email";
import { type ApiAccessStatus, apiNumberOf } from "../domain/access-machine";

type BrandOf = (work: Work, accountId: string | null) => Promise<EmailBrand>;
type Resolvers = { [Kind in EmailKind]?: EmailResolver<Kind> };

const url = (path: string) => `${config().origin}${path}`;

/** The customer that a mail is about, while its access is where the mail says. */
async function accessIn(work: Work, row: EmailRow, status: ApiAccessStatus) {
  const access = await work.tx.apiAccess.findUnique({
    where: { accountId: String(row.data.accountId) },
    include: { account: true },
  });
  if (access?.status !== status) return null;
  const { account, refusalReason } = access;
  return { accountName: account.companyName, apiNumber: apiNumberOf(account.number), refusalReason };
}

/** How the mails of this module are written. */
export function webApiEmails(brandOf: BrandOf): Resolvers {
  return {
    "api-requested": {
      async resolve(work, row) {
        const access = await accessIn(work, row, "REQUESTED");
        if (!access) return "cancel";
        const { apiNumber } = access;
        return { brand: await brandOf(work, null), data: { apiNumber, requestsUrl: url("/operator/api-requests") } };
      },
    },
    "api-approved": {
      async resolve(work, row) {
        const access = await accessIn(work, row, "APPROVED");
        if (!access) return "cancel";
        const { accountName, apiNumber } = access;
        const settingsUrl = url(`/api-settings?customer=${row.data.accountId}`);
        return { brand: await brandOf(work, row.accountId), data: { accountName, apiNumber, settingsUrl } };
      },
    },
    "api-refused": {
      async resolve(work, row) {
        const access = await accessIn(work, row, "REFUSED");
        if (!access) return "cancel";
        const { accountName, apiNumber, refusalReason: reason } = access;
        return { brand: await brandOf(work, row.accountId), data: { accountName, apiNumber, reason } };
      },
    },
    "webhook-paused": {
      async resolve(work, row) {
        const endpoint = await work.tx.webhookEndpoint.findUnique({
          where: { id: String(row.data.endpointId) },
          include: { account: true },
        });
        if (!endpoint?.pausedAt) return "cancel";
        const data = {
          accountName: endpoint.account.companyName,
          address: endpoint.url,
          settingsUrl: url("/api-settings"),
        };
        return { brand: await brandOf(work, row.accountId), data };
      },
    },
    "api-new-place": {
      async resolve(work, row) {
        const account = await work.tx.account.findUnique({ where: { id: row.accountId ?? "" } });
        if (account?.status !== "ACTIVATED") return "cancel";
        const data = {
          accountName: account.companyName,
          network: String(row.data.network),
          settingsUrl: url("/api-settings"),
        };
        return { brand: await brandOf(work, row.accountId), data };
      },
    },
  };
}
