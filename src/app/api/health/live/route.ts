export const dynamic = "force-dynamic";

/** Live: the process answers. A process that does not is to be started anew. */
export function GET(): Response {
  return Response.json({ live: true }, { headers: { "cache-control": "no-store" } });
}
