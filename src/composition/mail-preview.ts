import "./ports";
import { fileRequest } from "@/authz/server";
import { previewMailInput } from "@/modules/personalization";
import { previewMail } from "@/modules/personalization/server";
import { formWithin, isOwnRequest, problem } from "@/platform/http";
import { AppError } from "@/shared/kernel/app-error";
import { requestContext } from "./context";
import { mailFrame } from "./mail-frame";

const LARGEST = 128 * 1024;

/** A mail in words that are being written, for the frame beside the editor: form field `input`, a JSON of `previewMailInput`. */
export async function mailPreview(request: Request): Promise<Response> {
  if (!isOwnRequest(request.headers)) return problem(new AppError("FORBIDDEN", "shared.crossSite"));
  const context = await requestContext(request.headers);
  try {
    const access = { kind: "account", right: "personalization.view" } as const;
    const file = await fileRequest(context, access, new URL(request.url).searchParams);
    const form = await formWithin(request, LARGEST);
    const parsed = previewMailInput.safeParse(jsonOf(form.get("input")));
    if (!parsed.success) throw new AppError("BAD_INPUT", "shared.invalid");
    const mail = await file.read((work) => previewMail(work, parsed.data));
    return mailFrame(mail.html, { "x-mail-subject": encodeURIComponent(mail.subject) });
  } catch (error) {
    return problem(error, context.requestId);
  }
}

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
