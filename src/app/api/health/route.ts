import { isReady } from "@/composition/health";

export const dynamic = "force-dynamic";

/** Live: the process answers. Ready: so does its database. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  const headers = { "cache-control": "no-store", ...(ready ? {} : { "retry-after": "5" }) };
  return Response.json({ live: true, ready }, { status: ready ? 200 : 503, headers });
}
