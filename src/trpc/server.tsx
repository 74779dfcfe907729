import "server-only";
import { dehydrate, type FetchQueryOptions, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { requestContext } from "@/composition/context";
import { appRouter } from "@/composition/root-router";
import { makeQueryClient } from "./query-client";

const getQueryClient = cache(makeQueryClient);

/** The procedures, called in this process, for prefetching in pages. */
export const trpc = createTRPCOptionsProxy({
  ctx: async () => requestContext(await headers()),
  router: appRouter,
  queryClient: getQueryClient,
});

/** Reads a query before the page is sent; a failure is left to the client, which asks again and shows it. */
export async function prefetch(...queries: object[]): Promise<void> {
  await Promise.all(queries.map((options) => getQueryClient().prefetchQuery(options as FetchQueryOptions)));
}

/** Hands what was prefetched to the client components inside. */
export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
