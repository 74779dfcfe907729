import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "@/composition/context";
import { appRouter } from "@/composition/root-router";
import { isOwnRequest, isSafeMethod, problem } from "@/platform/http";
import { log } from "@/platform/logging";
import { AppError } from "@/shared/kernel/app-error";

/** tRPC over HTTP. Batches are small: limits that count attempts sit inside procedures. */
async function handle(request: Request): Promise<Response> {
  if (!isSafeMethod(request.method)) {
    // tRPC would take a cross-site form post of any content type; only our own pages send JSON here.
    const json = request.headers.get("content-type")?.startsWith("application/json");
    if (!isOwnRequest(request.headers) || !json) return problem(new AppError("FORBIDDEN", "shared.crossSite"));
  }
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: 10,
    createContext: () => requestContext(request.headers),
    onError: ({ error, path, ctx }) => {
      if (error.code === "INTERNAL_SERVER_ERROR")
        log.error({ path, requestId: ctx?.requestId, err: error.cause ?? error }, "procedure failed");
    },
  });
  response.headers.set("cache-control", "no-store");
  return response;
}

export { handle as GET, handle as POST };
