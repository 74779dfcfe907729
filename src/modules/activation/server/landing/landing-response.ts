import { randomBytes } from "node:crypto";
import { createTranslator } from "next-intl";
import { toString as qrText } from "qrcode";
import { loadCatalogue } from "@/i18n/catalogues";
import { isLocale, negotiateLocale } from "@/i18n/locales";
import { config } from "@/platform/config";
import { sqlOne } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { clientKind, clientLabel } from "../../domain/client-kind";
import { readLink } from "../describe-link";
import { problem } from "../device-http";
import { askNewLink, reportLostPhone } from "../holder-requests";
import { landingBrand } from "../ports";
import { linkLimit } from "../rate-limit";
import { type LandingInput, landingPage, saidPage, type Translate } from "./landing-page";

/** Colours stand in a style sheet: what is not one never gets there. */
const PLAIN = { background: "#1b2a41", text: "#ffffff" };

async function prepare(request: Request, token: string, now: Date) {
  const found = await readLink(token, null, now);
  const headers = request.headers;
  const wished = negotiateLocale(undefined, headers.get("accept-language"));
  const own = found?.link.locale;
  const locale = isLocale(own) ? own : wished;
  const client = clientKind(headers.get("user-agent") ?? "", headers.get("sec-purpose") ?? "");
  const link = found?.link ?? null;
  const address = `${config().origin}/a/${token}`;
  const state = link?.state ?? "unknown";
  const desktop = client.platform === "desktop" || client.platform === "robot";
  const translator = createTranslator({ locale, messages: loadCatalogue(locale), namespace: "activation.landing" });
  const look = await landingBrand.ask(link?.accountId ?? null);
  const colours = [look.background, look.text].every((colour) => /^#[0-9a-f]{6}$/i.test(colour)) ? {} : PLAIN;
  const brand = { ...look, ...colours, name: link?.company ?? "Mobile ID" };
  const input: LandingInput = {
    state,
    link,
    token,
    address,
    fromPhone: found?.fromPhone ?? false,
    client,
    locale,
    brand,
    nonce: randomBytes(18).toString("base64"),
    qr:
      state === "ready" && desktop
        ? await qrText(address, { type: "svg", margin: 1, errorCorrectionLevel: "M" })
        : null,
    time: (iso) => writtenTime(locale, iso, link?.timeZone),
    t: translator as unknown as Translate,
  };
  return { found, input };
}

/** A time on the site's clocks, the day before the month in English, too. */
function writtenTime(locale: string, iso: string, timeZone: string | undefined): string {
  if (!iso) return "";
  const language = locale === "en" ? "en-GB" : locale;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(iso));
}

function page(body: string, nonce: string, status: number): Response {
  return new Response(body, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
      "content-security-policy": [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        `script-src 'nonce-${nonce}'`,
        `img-src 'self' ${config().origin} data:`,
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join("; "),
    },
  });
}

/**
 * The landing page of an activation link (R220, R221, R224). Opening it, as often and by whomever, changes nothing; only
 * what kind of client came is noted for the card's timeline.
 */
export async function landingResponse(request: Request, token: string, now: Date): Promise<Response> {
  const { found, input } = await prepare(request, token, now);
  if (found) {
    const label = clientLabel(input.client);
    await sqlOne("note-link-visit", "select note_link_visit($1, $2, $3, $4)", [newId(), found.sendingId, label, now]);
  }
  return page(landingPage(input), input.nonce, found ? 200 : 404);
}

/** A form is small; whatever is larger is not read. */
async function formOf(request: Request): Promise<URLSearchParams> {
  const size = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(size <= 4096)) return new URLSearchParams();
  return new URLSearchParams(await request.text());
}

/**
 * The page's forms, which work without a script: "ask for a new one" on a dead link, "report the phone as lost" on a
 * used one. Both only tell the customer, once, in history.
 */
export async function landingFormResponse(request: Request, token: string, now: Date): Promise<Response> {
  return answerForm(request, token, now).catch(problem);
}

async function answerForm(request: Request, token: string, now: Date): Promise<Response> {
  const { found, input } = await prepare(request, token, now);
  const { t, nonce } = input;
  if (!found) return page(landingPage(input), nonce, 404);
  linkLimit.hit(found.sendingId, now);
  if (input.state === "lapsed" || input.state === "killed") {
    await askNewLink(found.sendingId, now);
    return page(saidPage(input, t("ask.title"), t("ask.text")), nonce, 200);
  }
  const form = await formOf(request);
  if (input.state === "used" && form.get("do") === "lost") {
    const result = await reportLostPhone(found.sendingId, form.get("address")?.slice(0, 320) ?? "", now);
    if (result === "told") return page(saidPage(input, t("lost.title"), t("lost.done")), nonce, 200);
    if (result === "gone") return page(saidPage(input, t("used.title"), t("lost.gone")), nonce, 200);
    return page(landingPage({ ...input, note: "wrongAddress" }), nonce, 422);
  }
  return page(landingPage(input), nonce, 200);
}
