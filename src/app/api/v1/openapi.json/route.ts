import { openApiDocument } from "@/composition/web-api";

/** The OpenAPI document of REST v1, for everybody. */
export function GET(): Response {
  const headers = { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" };
  return Response.json(openApiDocument(), { headers });
}
