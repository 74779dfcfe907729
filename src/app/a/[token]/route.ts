import "@/composition/ports";
import { landingFormResponse, landingResponse } from "@/modules/activation/server";

type Context = { params: Promise<{ token: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return landingResponse(request, (await params).token, new Date());
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return landingFormResponse(request, (await params).token, new Date());
}
