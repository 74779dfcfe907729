import type { z } from "zod";
import { addCardInput, type EditCardInput, editCardInput } from "@/modules/cards";
import { type CompatParams, isCompatCode, isCompatField, isCompatPhone } from "../../domain/compat-values";
import { badParameter, neededText } from "./compat-lookup";

const FIELDS = [1, 2, 3, 4, 5].map((n) => ({ name: `Field${n}`, key: `field${n}` as `field${1 | 2 | 3 | 4 | 5}` }));

/** The fields that adding and editing share; one that was not given stays away. @throws AppError BAD_INPUT with its name. */
function sharedFields(params: CompatParams) {
  const given: Record<string, string | boolean | null> = {};
  for (const { name, key } of FIELDS) {
    if (!params.has(name)) continue;
    const text = params.text(name);
    if (text !== null && !isCompatField(text)) throw badParameter("webApi.fieldForm", name);
    given[key] = text;
  }
  if (params.has("PhoneNumber")) {
    const phone = params.text("PhoneNumber");
    if (phone !== null && !isCompatPhone(phone)) throw badParameter("webApi.phoneForm", "PhoneNumber");
    given.phone = phone;
  }
  const transferable = params.yesNo("Transferable");
  if (transferable === undefined) throw badParameter("webApi.yesOrNo", "Transferable");
  if (transferable !== null) given.transferable = transferable;
  return given;
}

/** A card's own activation code; null takes it away; undefined where nothing was said. @throws AppError BAD_INPUT `webApi.codeForm`. */
export function securityCodeOf(params: CompatParams): string | null | undefined {
  if (!params.has("SecurityCode")) return undefined;
  const code = params.text("SecurityCode");
  if (code !== null && !isCompatCode(code)) throw badParameter("webApi.codeForm", "SecurityCode");
  return code;
}

/**
 * A new card's input: without a configuration a Mobile ID+ card, which has no private ID; transferable only where it says so.
 *
 * @throws AppError BAD_INPUT with the parameter at fault.
 */
export function newCardOf(params: CompatParams, configurationId: string | null): z.output<typeof addCardInput> {
  const person = {
    firstName: neededText(params, "FirstName"),
    lastName: neededText(params, "LastName"),
    email: neededText(params, "Email"),
    transferable: false,
    ...sharedFields(params),
  };
  if (!configurationId) {
    if (params.text("PrivateorStidId")) throw badParameter("webApi.idWithoutConfiguration", "PrivateorStidId");
    return parsed(addCardInput, { kind: "MOBILE_ID_PLUS", ...person });
  }
  const privateId = neededText(params, "PrivateorStidId");
  return parsed(addCardInput, { kind: "PRIVATE_ID", configurationId, privateId, ...person });
}

/** What an edit changes: what is given; an empty name, e-mail, configuration or ID stays as it is. @throws AppError BAD_INPUT. */
export function editedCardOf(params: CompatParams, cardId: string, configurationId: string | null): EditCardInput {
  const given = {
    firstName: params.text("FirstName"),
    lastName: params.text("LastName"),
    email: params.text("Email"),
    privateId: configurationId ? params.text("PrivateorStidId") : null,
    configurationId,
    kind: configurationId ? "PRIVATE_ID" : null,
  };
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  return parsed(editCardInput, { cardId, ...filled, ...sharedFields(params) });
}

const NAMES: Record<string, string> = {
  firstName: "FirstName",
  lastName: "LastName",
  email: "Email",
  privateId: "PrivateorStidId",
};

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = String(result.error.issues[0]?.path[0] ?? "");
  throw badParameter("webApi.parameterForm", NAMES[path] ?? path);
}
