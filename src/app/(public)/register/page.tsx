import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { productWords } from "@/composition/words";
import { RegisterPanel } from "@/modules/access/ui/register-panel";
import { countryOptions } from "@/modules/accounts";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("register.title") };
}

export default async function Page() {
  const [{ formToken }, { operator }, locale] = await Promise.all([
    createCaller(await pageContext()).registration.form(),
    productWords(),
    getLocale(),
  ]);
  return (
    <PublicFrame wide>
      <TRPCReactProvider>
        <RegisterPanel formToken={formToken} operator={operator} countries={countryOptions(locale)} />
      </TRPCReactProvider>
    </PublicFrame>
  );
}
