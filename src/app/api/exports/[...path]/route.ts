import { Readable } from "node:stream";
import { fileRequest } from "@/authz/server";
import { requestContext } from "@/composition/context";
import { exportRoutes } from "@/composition/exports";
import { attachment, problem } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";

/** Exports, streamed: workbooks and documents of the registry. A download that is cancelled ends its reading. */
export async function GET(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const context = await requestContext(request.headers);
  try {
    const path = (await params).path.join("/");
    const route = Object.hasOwn(exportRoutes, path) ? exportRoutes[path] : undefined;
    if (!route) throw new AppError("NOT_FOUND", "shared.notFound");
    const file = await route.handle(await fileRequest(context, route.access, new URL(request.url).searchParams));
    const body = file.content instanceof Readable ? Readable.toWeb(file.content) : file.content;
    return new Response(body as BodyInit, { headers: attachment(file.fileName, file.contentType) });
  } catch (error) {
    return problem(error, context.requestId);
  }
}
