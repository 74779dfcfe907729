import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { OwnSignInPage } from "@/modules/access/ui/own-sign-in-page";
import { CreditsIndicator } from "@/modules/credits/ui/credits-panel";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";
import { PortalFrame } from "../portal-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("own.title") };
}

/** For every user of every kind of account, so it brings its frame itself. */
export default async function Page() {
  const actor = await requirePage({ kind: "signedIn" });
  await prefetch(trpc.session.list.queryOptions(), trpc.secondFactor.own.queryOptions());
  return (
    <PortalFrame
      actor={actor}
      credits={actor.accountType === "OPERATOR" ? null : <CreditsIndicator accountId={actor.accountId} />}
    >
      <HydrateClient>
        <OwnSignInPage timeZone={actor.timeZone} />
      </HydrateClient>
    </PortalFrame>
  );
}
