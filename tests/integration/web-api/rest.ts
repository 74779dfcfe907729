import { anAccount } from "@tests/factories/accounts";
import { aToken } from "@tests/factories/api";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { restResponse } from "@/composition/web-api";

const HOST = "https://portal.example.com";
type Options = { headers?: Record<string, string>; body?: unknown; token?: string };

/** A customer with a site, a configuration, credits, and its token's calls of REST v1. */
export async function aRestClient(credits = 100) {
  const account = await anAccount({ companyName: "Bank of America" });
  if (credits > 0) await aLoad(account.id, credits);
  const site = await aSite(account.id);
  const configuration = await aConfiguration(site);
  const token = await aToken(account.id);
  const send = (method: string, path: string, headers: Record<string, string>, body?: BodyInit) => {
    const url = new URL(`/api/v1${path}`, HOST);
    const segments = url.pathname.split("/").slice(3).map(decodeURIComponent);
    const request = new Request(url, {
      method,
      headers: { authorization: `Bearer ${token.accessToken}`, ...headers },
      body,
      duplex: "half",
    } as RequestInit);
    return restResponse(request, segments);
  };
  const call = async (method: string, path: string, { headers = {}, body, token: other }: Options = {}) => {
    const all = {
      ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
      ...(other === undefined ? {} : { authorization: `Bearer ${other}` }),
      ...headers,
    };
    const raw =
      body === undefined || body instanceof FormData || typeof body === "string" ? body : JSON.stringify(body);
    const response = await send(method, path, all, raw as BodyInit);
    const text = await response.text();
    const json = text && (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : null;
    return { status: response.status, json, headers: response.headers, text };
  };
  return { account, site, configuration, token, call, send, at: `/sites/${site.id}` };
}
export type RestClient = Awaited<ReturnType<typeof aRestClient>>;

let counter = 0;
/** A new Mobile ID+ card's body. */
export function aPerson() {
  counter += 1;
  return {
    kind: "MOBILE_ID_PLUS",
    firstName: "Simon",
    lastName: `WHITE${counter}`,
    email: `rest${counter}@example.com`,
  };
}
