import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { homeOf } from "@/composition/navigation";
import { currentActor } from "@/composition/page";
import { productWords } from "@/composition/words";
import { nextPage } from "@/modules/access";
import { LoginPanel } from "@/modules/access/ui/login-panel";
import { PublicFrame } from "../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("login.submit") };
}

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const next = nextPage((await searchParams).next);
  const actor = await currentActor();
  if (actor) redirect(next === "/" ? homeOf(actor) : next);
  const { productName } = await productWords();
  return (
    <PublicFrame>
      <LoginPanel next={next} productName={productName} />
    </PublicFrame>
  );
}
