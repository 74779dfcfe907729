import type { ReactNode } from "react";
import { existing, pageContext, requirePage } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { SiteLayout } from "@/modules/sites/ui/site-layout";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

type Props = { params: Promise<{ siteId: string }>; children: ReactNode };

/** Every page of a site: it exists only if the site does, for who has a right on it. */
export default async function Layout({ params, children }: Props) {
  const { siteId } = await params;
  await requirePage({ kind: "signedIn" });
  await existing(createCaller(await pageContext()).sites.head({ siteId }));
  await prefetch(trpc.sites.head.queryOptions({ siteId }));
  return (
    <HydrateClient>
      <SiteLayout siteId={siteId}>{children}</SiteLayout>
    </HydrateClient>
  );
}
