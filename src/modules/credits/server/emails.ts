import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import type { EmailBrand, EmailKind, EmailResolver, EmailRow } from "@/platform/email";
import { balanceOf } from "./balance-of";

type BrandOf = (work: Work, accountId: string | null) => Promise<EmailBrand>;
type Resolvers = { [Kind in EmailKind]?: EmailResolver<Kind> };

/** How the mails of this module are written. */
export function creditEmails(brandOf: BrandOf): Resolvers {
  return {
    "credits-received": {
      async resolve(work, row) {
        const entry = await work.tx.ledgerEntry.findUnique({ where: { id: String(row.data.entryId) } });
        const account = entry && (await nameOf(work, entry.destAccountId));
        if (!entry || !account) return "cancel";
        const sender = entry.sourceAccountId ? await nameOf(work, entry.sourceAccountId) : null;
        const brand = await brandOf(work, row.accountId);
        return {
          brand,
          data: {
            accountName: account,
            senderName: sender ?? brand.words.operator,
            amount: entry.amount,
            balance: (await balanceOf(work, entry.destAccountId)).balance,
            comment: entry.comment,
            creditsUrl: `${config().origin}/credits`,
          },
        };
      },
    },
    "account-disabled": {
      async resolve(work, row) {
        const account = await customerOf(work, row, "DISABLED");
        if (!account) return "cancel";
        const brand = await brandOf(work, account.id);
        return { brand, data: { ...namesOf(account), supplierName: supplierOf(account, brand) } };
      },
    },
    "account-deleted": {
      async resolve(work, row) {
        const account = await customerOf(work, row, "DELETED");
        if (!account) return "cancel";
        const brand = await brandOf(work, account.parentId);
        return { brand, data: { ...namesOf(account), supplierName: supplierOf(account, brand) } };
      },
    },
    "account-reactivated": {
      async resolve(work, row) {
        const account = await customerOf(work, row, "ACTIVATED");
        if (!account) return "cancel";
        const brand = await brandOf(work, account.id);
        return { brand, data: { ...namesOf(account), signInUrl: `${config().origin}/login` } };
      },
    },
    "credit-order-placed": {
      async resolve(work, row) {
        const order = await work.tx.creditOrder.findUnique({ where: { id: String(row.data.orderId) } });
        const accountName = order && (await nameOf(work, order.accountId));
        if (order?.status !== "PLACED" || !accountName) return "cancel";
        const reader = await work.tx.account.findUnique({ where: { id: row.accountId ?? "" }, select: { type: true } });
        const path = reader?.type === "OPERATOR" ? "/operator/orders" : "/credits/orders";
        const { amount, poNumber } = order;
        const brand = await brandOf(work, row.accountId);
        const offline = order.kind === "OFFLINE";
        return { brand, data: { accountName, amount, poNumber, offline, ordersUrl: `${config().origin}${path}` } };
      },
    },
    "credit-order-refused": {
      async resolve(work, row) {
        const order = await work.tx.creditOrder.findUnique({ where: { id: String(row.data.orderId) } });
        if (!order?.refusalReason) return "cancel";
        const account = await work.tx.account.findUniqueOrThrow({ where: { id: order.accountId } });
        const { amount, poNumber, refusalReason: reason } = order;
        const { contactName } = namesOf(account);
        const brand = await brandOf(work, row.accountId);
        return {
          brand,
          data: { contactName, amount, poNumber, reason, ordersUrl: `${config().origin}/credits/orders` },
        };
      },
    },
    "credit-order-answered": {
      async resolve(work, row) {
        const order = await work.tx.creditOrder.findUnique({ where: { id: String(row.data.orderId) } });
        if (order?.status !== "FULFILLED") return "cancel";
        const account = await work.tx.account.findUniqueOrThrow({ where: { id: order.accountId } });
        const { amount, poNumber } = order;
        const { contactName } = namesOf(account);
        const brand = await brandOf(work, row.accountId);
        return { brand, data: { contactName, amount, poNumber, ordersUrl: `${config().origin}/credits/orders` } };
      },
    },
    "ledger-differs": {
      async resolve(work, row) {
        const check = await work.tx.ledgerCheck.findUnique({ where: { id: String(row.data.checkId) } });
        const differences = (check?.differences ?? []) as { what: string }[];
        const [first] = differences;
        if (!first) return "cancel";
        const data = { count: differences.length, rule: first.what, consoleUrl: `${config().origin}/operator` };
        return { brand: await brandOf(work, row.accountId), data };
      },
    },
    "credits-threshold": {
      async resolve(work, row) {
        const { accountId, available, threshold, own } = row.data as Record<string, unknown>;
        const accountName = await nameOf(work, String(accountId));
        if (!accountName) return "cancel";
        const reader = await work.tx.account.findUnique({ where: { id: row.accountId ?? "" }, select: { type: true } });
        const ofSupplier = reader?.type === "OPERATOR" ? `/operator/accounts/${accountId}` : "/customers";
        const path = own ? "/credits" : ofSupplier;
        return {
          brand: await brandOf(work, row.accountId),
          data: {
            accountName,
            available: Number(available),
            threshold: Number(threshold),
            own: own === true,
            creditsUrl: `${config().origin}${path}`,
          },
        };
      },
    },
  };
}

/** The account that a mail is about, while it is in the status that the mail tells of. */
async function customerOf(work: Work, row: EmailRow, status: "DISABLED" | "ACTIVATED" | "DELETED") {
  const account = await work.tx.account.findUnique({
    where: { id: String(row.data.accountId) },
    include: { parent: { select: { type: true, companyName: true } } },
  });
  return account?.status === status ? account : null;
}

type Customer = { parent: { type: string; companyName: string } | null };

function supplierOf({ parent }: Customer, brand: EmailBrand): string {
  return parent?.type === "RESELLER" ? parent.companyName : brand.words.operator;
}

function namesOf(account: { firstName: string; lastName: string; companyName: string }) {
  return { contactName: `${account.firstName} ${account.lastName}`, accountName: account.companyName };
}

/** An account's company name, or null once it is deleted. */
async function nameOf(work: Work, accountId: string): Promise<string | null> {
  const account = await work.tx.account.findUnique({
    where: { id: accountId },
    select: { companyName: true, status: true },
  });
  return account && account.status !== "DELETED" ? account.companyName : null;
}
