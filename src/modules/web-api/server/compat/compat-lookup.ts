import type { SiteRight } from "@/authz";
import { accountOf } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CompatParams } from "../../domain/compat-values";
import type { ApiCall } from "../api-call";

/** What a method gets: who calls, with what, and the request itself. */
export type CompatCall = { call: ApiCall; params: CompatParams; form: FormData | null };

export const notFound = () => new AppError("NOT_FOUND", "shared.notFound");

/** The refusal of a parameter. */
export function badParameter(code: string, name: string, most?: number): AppError {
  return new AppError("BAD_INPUT", code, { params: { name, ...(most ? { most } : {}) } });
}

/** An id that must be given. @throws AppError BAD_INPUT `webApi.parameterNeeded`, `webApi.parameterForm` {name}. */
export function neededId(params: CompatParams, name: string): number {
  const id = params.id(name);
  if (id === null) throw badParameter("webApi.parameterNeeded", name);
  if (id === undefined) throw badParameter("webApi.parameterForm", name);
  return id;
}

/** A text that must be given. @throws AppError BAD_INPUT `webApi.parameterNeeded` {name}. */
export function neededText(params: CompatParams, name: string): string {
  const text = params.text(name);
  if (text === null) throw badParameter("webApi.parameterNeeded", name);
  return text;
}

/**
 * The site that a call names, on which it must hold a right.
 *
 * @throws AppError BAD_INPUT; NOT_FOUND for a site of another account; FORBIDDEN.
 */
export async function siteOf({ call, params }: CompatCall, right: SiteRight): Promise<{ id: string; name: string }> {
  const number = neededId(params, "siteId");
  const site = await call.read((work) =>
    work.tx.site.findFirst({
      where: { accountId: accountOf(work), number, deletedAt: null },
      select: { id: true, name: true },
    }),
  );
  if (!site) throw notFound();
  await call.require({ kind: "site", right }, site.id);
  return site;
}

/** The reader configuration of a site that a call names; null where it names none. @throws AppError BAD_INPUT; NOT_FOUND. */
export async function configurationOf({ call, params }: CompatCall, siteId: string): Promise<string | null> {
  const number = params.id("ConfigurationId");
  if (number === undefined) throw badParameter("webApi.parameterForm", "ConfigurationId");
  if (number === null) return null;
  const found = await call.read((work) =>
    work.tx.readerConfiguration.findFirst({
      where: { accountId: accountOf(work), siteId, number, deletedAt: null },
      select: { id: true },
    }),
  );
  if (!found) throw new AppError("NOT_FOUND", "webApi.configurationUnknown");
  return found.id;
}
