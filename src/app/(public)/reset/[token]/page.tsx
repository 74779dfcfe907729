import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { DeadLinkPanel } from "@/modules/access/ui/dead-link-panel";
import { ResetPasswordPanel } from "@/modules/access/ui/reset-password-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access");
  return { title: t("reset.newTitle"), referrer: "no-referrer", robots: { index: false } };
}

/** The link of a forgotten password. Showing the page changes nothing. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await createCaller(await pageContext()).registration.resetLink({ token: token.slice(0, 100) });
  return (
    <PublicFrame>
      <TRPCReactProvider>
        {link.state === "open" ? (
          <ResetPasswordPanel token={token} email={link.email} />
        ) : (
          <DeadLinkPanel purpose="reset" state={link.state} token={token} />
        )}
      </TRPCReactProvider>
    </PublicFrame>
  );
}
