import { jwksResponse } from "@/modules/activation/server";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return jwksResponse(new Date());
}
