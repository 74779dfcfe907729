import { notFound } from "next/navigation";
import { can } from "@/authz";
import { mailboxIsOpen } from "@/composition/mailbox";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { OperatorAccountPage } from "@/modules/credits/ui/operator-account-page";
import { isUuid } from "@/shared/kernel/ids";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { AccountParts } from "./account-parts";

export default async function Page({ params }: { params: Promise<{ accountId: string }> }) {
  const actor = await requirePage({ kind: "operator", right: "accounts.view" });
  const { accountId } = await params;
  if (!isUuid(accountId)) notFound();
  await existing(createCaller(await pageContext()).operatorCredits.account({ accountId }));
  await prefetch(
    trpc.operatorCredits.account.queryOptions({ accountId }),
    trpc.operator.accountParts.queryOptions({ accountId }),
    trpc.operator.accountUsers.queryOptions({ accountId }),
  );
  return (
    <HydrateClient>
      <OperatorAccountPage
        accountId={accountId}
        mayLoad={can(actor, "credits.act")}
        maySeeCredits={can(actor, "credits.view")}
        mayAct={can(actor, "accounts.act")}
        mailbox={mailboxIsOpen() && can(actor, "health.view")}
      >
        <AccountParts accountId={accountId} mayAct={can(actor, "accounts.act")} />
      </OperatorAccountPage>
    </HydrateClient>
  );
}
