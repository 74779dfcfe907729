import type { z } from "zod";
import { loadCatalogue } from "@/i18n/catalogues";
import { config } from "@/platform/config";
import { clientIp } from "@/platform/http";
import { AppError, type ErrorKind, isAppError } from "@/shared/kernel/app-error";
import { systemClock } from "@/shared/kernel/clock";
import { MAX_BODY } from "../contract";

export type DeviceContext = { now: Date; address: string; signal: AbortSignal };

const STATUS: Record<ErrorKind, number> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  REFUSED: 410,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

/** An error as problem+json (RFC 9457): `code` says which, further members are its parameters. */
export function problem(error: unknown): Response {
  const known = isAppError(error) ? error : new AppError("UNAVAILABLE", "activation.unavailable", { cause: error });
  const reason = known.code.slice(known.code.indexOf(".") + 1);
  const status = reason === "tooLarge" ? 413 : reason === "notJson" ? 415 : STATUS[known.kind];
  const titles = loadCatalogue("en").activation?.errors as Record<string, string> | undefined;
  const title = titles?.[reason] ?? titles?.unavailable;
  const retryAfter = known.params.retryAfter ?? (status === 503 ? 5 : undefined);
  return Response.json(
    { type: "about:blank", title, status, code: known.code, ...known.params },
    {
      status,
      headers: {
        ...PRIVATE,
        "content-type": "application/problem+json",
        ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
      },
    },
  );
}

async function readBody(request: Request): Promise<unknown> {
  if (!/^application\/json(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("BAD_INPUT", "activation.notJson");
  }
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY)
    throw new AppError("BAD_INPUT", "activation.tooLarge");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY) {
      await reader?.cancel().catch(() => {});
      throw new AppError("BAD_INPUT", "activation.tooLarge");
    }
    chunks.push(part.value);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new AppError("BAD_INPUT", "activation.malformed");
  }
}

/** A POST endpoint of the phone protocol: JSON in by a strict schema, JSON or a problem out. Needs no cookie and no Origin. */
export function deviceEndpoint<Schema extends z.ZodType>(
  schema: Schema,
  handle: (input: z.output<Schema>, context: DeviceContext) => Promise<unknown>,
) {
  return async (request: Request): Promise<Response> => {
    try {
      const input = schema.safeParse(await readBody(request));
      if (!input.success) {
        const first = input.error.issues[0];
        const at = first?.path.join(".") || (first?.code ?? "body");
        throw new AppError("BAD_INPUT", "activation.malformed", { params: { at } });
      }
      const context = {
        now: systemClock(),
        address: clientIp(request.headers, config().trustProxy),
        signal: request.signal,
      };
      return Response.json(await handle(input.data, context), { headers: PRIVATE });
    } catch (error) {
      return problem(error);
    }
  };
}
