import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ResetRequestPanel } from "@/modules/access/ui/reset-request-panel";
import { TRPCReactProvider } from "@/trpc/client";
import { PublicFrame } from "../public-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("reset.title") };
}

export default function Page() {
  return (
    <PublicFrame>
      <TRPCReactProvider>
        <ResetRequestPanel />
      </TRPCReactProvider>
    </PublicFrame>
  );
}
