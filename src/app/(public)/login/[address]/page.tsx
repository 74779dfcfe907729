import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { accountOfSignIn } from "@/composition/look";
import { productWords } from "@/composition/words";
import { nextPage } from "@/modules/access";
import { LoginPanel } from "@/modules/access/ui/login-panel";
import { PublicFrame } from "../../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("login.submit") };
}

type Props = { params: Promise<{ address: string }>; searchParams: Promise<{ next?: string }> };

/** Sign-in in the look of the account that has this address. Who signs in is decided as on any sign-in page. */
export default async function Page({ params, searchParams }: Props) {
  const accountId = await accountOfSignIn((await params).address);
  if (!accountId) notFound();
  const { productName } = await productWords();
  return (
    <PublicFrame accountId={accountId}>
      <LoginPanel next={nextPage((await searchParams).next)} productName={productName} />
    </PublicFrame>
  );
}
