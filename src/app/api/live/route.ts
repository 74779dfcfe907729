import { liveStream } from "@/composition/live";

export const dynamic = "force-dynamic";

/** What has changed, as server-sent events, for the topics that the asker may hear of. */
export function GET(request: Request): Promise<Response> {
  return liveStream(request);
}
