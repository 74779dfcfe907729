import { entranceOf, requestContext } from "@/composition/context";
import { createCaller } from "@/composition/root-router";
import { siteSection } from "@/modules/sites";
import { problem } from "@/platform/http";

/** Menu entries of site pages: the last site viewed, else the first one; without any, the list (R175, R192, R253). */
export async function GET(request: Request, { params }: { params: Promise<{ section: string }> }): Promise<Response> {
  const section = siteSection.safeParse((await params).section).data;
  const context = await requestContext(request.headers);
  const to = (path: string) =>
    new Response(null, { status: 307, headers: { location: path, "cache-control": "no-store" } });
  if (!section) return to("/sites");
  if (!context.actor) return to(entranceOf(context, `/sites/last/${section}`));
  try {
    const siteId = await createCaller(context).sites.toOpen({ section });
    // A word that opens something there goes on with it; without a site there is none to open it in.
    const word = new URL(request.url).searchParams.get("do");
    return to(siteId ? `/sites/${siteId}/${section}${word === "add" ? "?do=add" : ""}` : "/sites");
  } catch (error) {
    return problem(error, context.requestId);
  }
}
