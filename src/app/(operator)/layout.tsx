import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requirePage } from "@/composition/page";
import { PortalFrame } from "../portal-frame";

/** The operator's console; for anybody else it does not exist. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const actor = await requirePage({ kind: "signedIn" });
  if (actor.accountType !== "OPERATOR") notFound();
  return <PortalFrame actor={actor}>{children}</PortalFrame>;
}
