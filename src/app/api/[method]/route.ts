import { compatResponse } from "@/composition/web-api";

type Context = { params: Promise<{ method: string }> };

/** The API of integrators' clients: one method per name, whatever its verb. */
async function answer(request: Request, { params }: Context): Promise<Response> {
  return compatResponse(request, (await params).method);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
