/** Logs what a page failed on, under the reference that the error page shows (Next's instrumentation hook). */
export async function onRequestError(
  error: unknown,
  request: { headers: Record<string, string | string[] | undefined> },
  context: { routePath: string },
): Promise<void> {
  const { log } = await import("./platform/logging");
  const { digest } = error as { digest?: string };
  log.error({ digest, requestId: request.headers["x-request-id"], path: context.routePath, err: error }, "page failed");
}
