"use client";

import { type MutationCache, type QueryCache, type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "@/composition/root-router";
import { makeQueryClient } from "./query-client";

const context = createTRPCContext<AppRouter>();
/** The typed procedures, for `useQuery(trpc.module.procedure.queryOptions(…))`. */
export const useTRPC = context.useTRPC;

type Listener = () => void;
const listeners = new Set<Listener>();

/** Hears that the session has ended (any answer UNAUTHENTICATED). @returns a function that stops listening. */
export function onUnauthenticated(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notice(error: unknown): void {
  if ((error as { data?: { code?: string } }).data?.code === "UNAUTHORIZED")
    for (const listener of listeners) listener();
}

let browserClient: QueryClient | undefined;
function queryClient(): QueryClient {
  if (typeof window === "undefined") return makeQueryClient();
  if (!browserClient) {
    browserClient = makeQueryClient();
    browserClient.getQueryCache().config.onError = notice as QueryCache["config"]["onError"];
    browserClient.getMutationCache().config.onError = notice as MutationCache["config"]["onError"];
  }
  return browserClient;
}

/** Makes procedures and their cache available to a part of the interface. */
export function TRPCReactProvider({ children }: { children: ReactNode }) {
  const client = queryClient();
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc", maxItems: 10, maxURLLength: 4_000 })] }),
  );
  return (
    <QueryClientProvider client={client}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={client}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
