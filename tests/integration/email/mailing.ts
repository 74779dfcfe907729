import { sampleBrand } from "@emails/_brand/brand";
import { asSystem } from "@tests/support/system";
import {
  createMailDelivery,
  type MailDelivery,
  type QueuedEmail,
  queueDispatch,
  queueEmail,
  registerEmail,
} from "@/platform/email";
import { smtpTransport } from "@/platform/email/smtp-transport";

/** A time that a test moves. */
export type TestClock = { (): Date; forward(milliseconds: number): void };

export function testClock(): TestClock {
  let offset = 0;
  return Object.assign(() => new Date(Date.now() + offset), {
    forward(milliseconds: number) {
      offset += milliseconds;
    },
  });
}

/** Tests write what a mail says into its data; the product's own resolvers look it up. */
export function registerTestMails(): void {
  registerEmail("user-disabled", {
    async resolveAll(_work, rows) {
      return new Map(
        rows
          .filter((row) => !row.data.withdrawn)
          .map((row) => {
            if (row.data.broken) throw new Error("Nothing is known of this user");
            return [row.id, { brand: sampleBrand, data: { userName: row.toName ?? "", accountName: "Riverside" } }];
          }),
      );
    },
  });
}

export function deliveryTo(
  url: string,
  options: { clock?: () => Date; maySend?: () => Promise<boolean> } = {},
): MailDelivery {
  return createMailDelivery({
    transport: smtpTransport({ url, timeout: 5_000 }),
    from: { name: "Portal", address: "no-reply@portal.example.com" },
    origin: "https://portal.example.com",
    ...options,
  });
}

/** Queues mails of one kind to addresses. @returns their ids. */
export function queue(
  accountId: string | null,
  addresses: string[],
  more: Partial<QueuedEmail> = {},
): Promise<string[]> {
  return asSystem(async (work) => {
    const ids: string[] = [];
    for (const address of addresses) {
      ids.push(
        await queueEmail(work, {
          kind: "user-disabled",
          accountId,
          to: { address, name: "Ann" },
          locale: "en",
          ...more,
        }),
      );
    }
    return ids;
  });
}

/** The same by one statement, as mass actions do it. */
export function queueMany(accountId: string, to: string[]): Promise<string[]> {
  return asSystem(async (work) => {
    const rows = await work.tx.$queryRaw<{ id: string }[]>`
      insert into email_messages (id, account_id, kind, to_address, to_name, locale, data, status, next_attempt_at, created_at)
      select uuid_v7(), ${accountId}::uuid, 'user-disabled', address, 'Ann', 'en', '{}', 'QUEUED', ${work.now}, ${work.now}
      from unnest(${to}::text[]) as address returning id`;
    await queueDispatch(work, accountId);
    return rows.map(({ id }) => id);
  });
}

export function stored(id: string) {
  return asSystem(({ tx }) => tx.emailMessage.findUniqueOrThrow({ where: { id } }));
}

export const addresses = (count: number, host = "holders.test") =>
  Array.from({ length: count }, (_, i) => `holder${i}@${host}`);
