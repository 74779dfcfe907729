import { restResponse } from "@/composition/web-api";

type Context = { params: Promise<{ path: string[] }> };

/** REST v1: every operation of its registry. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  return restResponse(request, (await params).path);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
