import { requirePage } from "@/composition/page";
import { OperatorAccountsPage } from "@/modules/credits/ui/operator-accounts-page";

export default async function Page() {
  await requirePage({ kind: "operator", right: "accounts.view" });
  return <OperatorAccountsPage />;
}
