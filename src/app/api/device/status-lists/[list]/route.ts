import { statusListResponse } from "@/modules/activation/server";

export async function GET(_: Request, { params }: { params: Promise<{ list: string }> }): Promise<Response> {
  return statusListResponse((await params).list, new Date());
}
