import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { NotMePanel } from "@/modules/access/ui/not-me-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("notMe.title"), referrer: "no-referrer" };
}

type Props = { params: Promise<{ token: string }> };

export default async function Page({ params }: Props) {
  const { token } = await params;
  const link = await createCaller(await pageContext()).registration.sessionLink({ token: token.slice(0, 100) });
  return (
    <PublicFrame>
      <TRPCReactProvider>
        <NotMePanel token={token} link={link} />
      </TRPCReactProvider>
    </PublicFrame>
  );
}
