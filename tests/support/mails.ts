import "@/composition/emails";
import type { EmailData, EmailKind } from "@/platform/email";
import { type EmailRow, type ResolvedEmail, resolverOf } from "@/platform/email/registry";
import { renderEmail } from "@/platform/email/render";
import { asSystem } from "./system";

/** The mails queued for an address, the oldest first, as the product would write them now; `null` text: no longer sent. */
export async function mailsTo(address: string, now?: Date) {
  const rows = await asSystem(({ tx }) =>
    tx.emailMessage.findMany({ where: { toAddress: address }, orderBy: { id: "asc" } }),
  );
  return Promise.all(
    rows.map(async (row) => {
      const text = await asSystem(async (work) => {
        const resolver = resolverOf(row.kind);
        if (!resolver) throw new Error(`No resolver for ${row.kind}`);
        const asRow = row as unknown as EmailRow;
        const resolved: ResolvedEmail<EmailKind> =
          "resolve" in resolver
            ? await resolver.resolve(work, asRow)
            : ((await resolver.resolveAll(work, [asRow])).get(row.id) ?? "cancel");
        if (resolved === "cancel") return null;
        const data = resolved.data as EmailData<EmailKind>;
        return renderEmail(
          row.kind as EmailKind,
          {
            brand: resolved.brand,
            locale: resolved.locale ?? row.locale,
            data,
          } as never,
        );
      }, now);
      return {
        kind: row.kind,
        locale: row.locale,
        accountId: row.accountId,
        subject: text?.subject,
        text: text?.text ?? null,
      };
    }),
  );
}

/** The token of the link in a mail's text. */
export function tokenIn(text: string | null | undefined, path: "activate" | "reset" | "a"): string {
  const token = new RegExp(`https://portal\\.example\\.com/${path}/([A-Za-z0-9_-]{66})`).exec(text ?? "")?.[1];
  if (!token) throw new Error(`No link /${path}/ in: ${text}`);
  return token;
}
