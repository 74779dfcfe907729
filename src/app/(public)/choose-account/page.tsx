import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { nextPage } from "@/modules/access";
import { ChooseAccountPanel } from "@/modules/access/ui/choose-account-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("choose.title") };
}

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const next = nextPage((await searchParams).next);
  const context = await pageContext();
  if (!context.identityId) redirect(`/login?next=${encodeURIComponent(next)}`);
  const places = await createCaller(context).session.places();
  return (
    <PublicFrame>
      <TRPCReactProvider>
        <ChooseAccountPanel places={places} next={next} />
      </TRPCReactProvider>
    </PublicFrame>
  );
}
