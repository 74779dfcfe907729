import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keepRequired, performerOf } from "@/authz/server";
import { isLocale } from "@/i18n/locales";
import { accountOf, accountScope, inTransaction } from "@/platform/db";
import { compatText } from "./compat-answers";
import { badParameter, type CompatCall, neededText } from "./compat-lookup";

/** GetLanguageV1: the language of this API's messages. */
export function language({ call }: CompatCall) {
  return { Message: call.context.locale };
}

/** SetLanguageV1: one of the languages of the product. */
export async function setLanguage({ call, params }: CompatCall) {
  const wished = neededText(params, "language").toLowerCase();
  if (!isLocale(wished)) throw badParameter("webApi.languageForm", "language");
  const { actor } = call;
  const guard = keepRequired(actor.userId, { kind: "signedIn" });
  await inTransaction({ scope: accountScope(actor.accountId), performer: performerOf(actor), guard }, (work) =>
    work.tx.apiAccess.updateMany({ where: { accountId: accountOf(work) }, data: { locale: wished } }),
  );
  return {
    StatusCode: 200,
    Message: compatText({ ...call, context: { ...call.context, locale: wished } }, "languageSet"),
  };
}

let version: string | undefined;

/** GetVersionV1: the version of this API and of the portal. */
export function versions() {
  version ??= String(JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")).version);
  return { ApiVersion: "3.0", PortalVersion: version };
}
