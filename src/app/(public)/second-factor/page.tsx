import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { entranceOf } from "@/composition/context";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { nextPage } from "@/modules/access";
import { SecondFactorPanel } from "@/modules/access/ui/second-factor-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("factor.pageTitle") };
}

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const next = nextPage((await searchParams).next);
  const context = await pageContext();
  if (context.actor) redirect(next);
  if (context.pending !== "secondFactor") redirect(entranceOf(context, next));
  const places = await createCaller(context).session.places();
  return (
    <PublicFrame>
      <TRPCReactProvider>
        <SecondFactorPanel companyName={places.find((place) => place.current)?.companyName ?? ""} next={next} />
      </TRPCReactProvider>
    </PublicFrame>
  );
}
