import { landingOfUuid } from "@/composition/web-api";
import { landingFormResponse, landingResponse } from "@/modules/activation/server";

type Context = { params: Promise<{ token: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const landing = await landingOfUuid(token);
  if (landing) return new Response(null, { status: 302, headers: { location: landing, "cache-control": "no-store" } });
  return landingResponse(request, token, new Date());
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return landingFormResponse(request, (await params).token, new Date());
}
