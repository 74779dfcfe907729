import { formWithin } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";
import { CompatParams } from "../../domain/compat-values";
import { type ApiCall, answerHeaders, bearerOf, bodyWithin, openCall, preflight } from "../api-call";
import { readJson } from "../json-body";
import { compatError } from "./compat-answers";
import { COMPAT_IMPORT_BYTES } from "./compat-imports";
import { compatMethod } from "./compat-methods";

const BODY = 1024 * 1024;

/** Answers one call of the API that integrators' clients speak: `/api/METHOD`, the token in the query or as a bearer token. */
export async function compatResponse(request: Request, name: string): Promise<Response> {
  if (request.method === "OPTIONS") return preflight(request);
  const requestId = request.headers.get("x-request-id") ?? undefined;
  let call: ApiCall | null = null;
  try {
    const query = new URL(request.url).searchParams;
    const method = compatMethod(name);
    if (!method) throw new AppError("NOT_FOUND", "webApi.methodUnknown");
    const token = bearerOf(request.headers) ?? new CompatParams(query).text("accessToken");
    call = await openCall(request, token);
    if (request.method !== method.verb) {
      const headers = answerHeaders(request, call);
      headers.set("allow", method.verb);
      return compatError(
        new AppError("BAD_INPUT", "webApi.verb", { params: { verb: method.verb } }),
        call.context.locale,
        headers,
      );
    }
    const { params, form } = await readParameters(request, query);
    const answer = await method.run({ call, params, form });
    return withHeaders(answer instanceof Response ? answer : Response.json(answer), answerHeaders(request, call));
  } catch (error) {
    return compatError(error, call?.context.locale ?? "en", answerHeaders(request, call), requestId);
  }
}

function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

/** Parameters of the query and the body; the body's stand instead of the query's. Some clients name a content type on GET, too. */
async function readParameters(request: Request, query: URLSearchParams) {
  const type = request.headers.get("content-type") ?? "";
  if (request.method === "GET") return { params: new CompatParams(query), form: null };
  if (type.toLowerCase().startsWith("multipart/form-data")) {
    const form = await formWithin(request, COMPAT_IMPORT_BYTES);
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return { params: new CompatParams([...query, ...texts]), form };
  }
  const bytes = await bodyWithin(request, BODY);
  const text = new TextDecoder().decode(bytes);
  if (type.toLowerCase().startsWith("application/x-www-form-urlencoded"))
    return { params: new CompatParams([...query, ...new URLSearchParams(text)]), form: null };
  return {
    params: new CompatParams([...query, ...Object.entries(text.trim() === "" ? {} : jsonObject(bytes))]),
    form: null,
  };
}

/** @throws AppError BAD_INPUT as `readJson`, and `webApi.jsonForm` for what is no object or names a parameter in two ways. */
function jsonObject(bytes: Uint8Array): Record<string, unknown> {
  const value = readJson(bytes);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const names = Object.keys(value).map((name) => name.toLowerCase());
    if (new Set(names).size < names.length) throw new AppError("BAD_INPUT", "webApi.duplicateKey");
    return value as Record<string, unknown>;
  }
  throw new AppError("BAD_INPUT", "webApi.jsonForm");
}
