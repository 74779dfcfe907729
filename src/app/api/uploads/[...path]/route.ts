import { fileRequest } from "@/authz/server";
import { requestContext } from "@/composition/context";
import { uploadRoutes } from "@/composition/uploads";
import { formWithin, isOwnRequest, problem } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";

/** Uploads: the right is required and the size refused before the file is read. */
export async function POST(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  if (!isOwnRequest(request.headers)) return problem(new AppError("FORBIDDEN", "shared.crossSite"));
  const context = await requestContext(request.headers);
  try {
    const path = (await params).path.join("/");
    const route = Object.hasOwn(uploadRoutes, path) ? uploadRoutes[path] : undefined;
    if (!route) throw new AppError("NOT_FOUND", "shared.notFound");
    const file = await fileRequest(context, route.access, new URL(request.url).searchParams);
    const answer = await route.handle(file, await formWithin(request, route.maxBytes));
    return Response.json(answer ?? null, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problem(error, context.requestId);
  }
}
