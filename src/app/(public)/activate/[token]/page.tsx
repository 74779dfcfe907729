import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { ActivatePanel } from "@/modules/access/ui/activate-panel";
import { DeadLinkPanel } from "@/modules/access/ui/dead-link-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access");
  // The address is a secret: no other page may learn it.
  return { title: t("activate.pageTitle"), referrer: "no-referrer", robots: { index: false } };
}

/** The link of an activation e-mail (R008, R092). Showing the page changes nothing. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await createCaller(await pageContext()).registration.activation({ token: token.slice(0, 100) });
  return (
    <PublicFrame>
      <TRPCReactProvider>
        {link.state === "open" ? (
          <ActivatePanel token={token} {...link} companyName={link.companyName ?? ""} />
        ) : (
          <DeadLinkPanel purpose="activate" state={link.state} token={token} />
        )}
      </TRPCReactProvider>
    </PublicFrame>
  );
}
