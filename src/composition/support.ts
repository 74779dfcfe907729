import { z } from "zod";
import type { Actor } from "@/authz";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";

const officeList = z.array(z.object({ name: z.string(), address: z.string(), phone: z.string().optional() })).catch([]);

/** What the support page shows of the operator (R311, R313) and who supplies the reader's account. */
export function supportContents(actor: Actor) {
  return inTransaction({ scope: systemScope, performer: systemPerformer }, async ({ tx }) => {
    const [settings, account] = await Promise.all([
      tx.operatorSettings.findFirst(),
      tx.account.findUnique({
        where: { id: actor.accountId },
        select: { parent: { select: { companyName: true, type: true } } },
      }),
    ]);
    const parent = account?.parent;
    return {
      operator: settings?.operatorName ?? "",
      encoder: settings?.encoder ?? "",
      email: settings?.contactEmail ?? "",
      website: settings?.website ?? "",
      offices: officeList.parse(settings?.offices ?? []),
      supplier: parent && parent.type !== "OPERATOR" ? parent.companyName : null,
    };
  });
}
