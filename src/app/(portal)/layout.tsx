import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { requirePage } from "@/composition/page";
import { CreditsIndicator } from "@/modules/credits/ui/credits-panel";
import { PortalFrame } from "../portal-frame";

/** The portal of resellers and end customers; the operator has a console of its own. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requirePage({ kind: "signedIn" });
  if (actor.accountType === "OPERATOR") redirect("/operator");
  return (
    <PortalFrame actor={actor} credits={<CreditsIndicator accountId={actor.accountId} />}>
      {children}
    </PortalFrame>
  );
}
