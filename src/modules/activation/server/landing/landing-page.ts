import type { LinkState } from "../../contract";
import { appLink, storeLink } from "../../domain/app-link";
import type { ClientKind } from "../../domain/client-kind";
import { phoneKind } from "../credential";
import type { LinkDescription } from "../describe-link";
import type { LandingBrand } from "../ports";
import { html, type Markup, trusted } from "./html";
import { landingScript, landingStyle } from "./landing-style";

/** Texts of the namespace `activation.landing`. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

export type LandingInput = {
  state: LinkState;
  link: LinkDescription | null;
  token: string;
  /** The link's own address, on the configured origin. */
  address: string;
  /** Another phone of the holder showed the link: no code will be asked for. */
  fromPhone: boolean;
  /** A word about what was just typed, for the form of a lost phone. */
  note?: "wrongAddress";
  client: ClientKind;
  /** The account's own look or an inherited one; the account's name where there is no logo. */
  brand: LandingBrand & { name: string };
  locale: string;
  nonce: string;
  /** An SVG of the address as a QR code, for desktops. */
  qr: string | null;
  /** A time in the holder's language. */
  time: (iso: string) => string;
  t: Translate;
};

function cardPicture(link: LinkDescription): Markup {
  const title = link.configuration ?? link.plusProduct ?? "";
  return html`<div class="card ${phoneKind(link.kind)}"><b>${title}</b><div><strong>${link.firstName} ${link.lastName}</strong><br><span>${link.site} · ${link.company}</span></div></div>`;
}

function phoneActions({ link, token, address, client, fromPhone, t }: LandingInput): Markup {
  const links = link?.appLinks ?? {};
  const settings = link?.kind === "CONFIGURATION";
  const app = (settings ? link?.settingsApp : link?.product) ?? "";
  const deep = appLink(settings ? links.settingsDeepLink : links.deepLink, address, token);
  const ios = storeLink(settings ? links.settingsIos : links.ios);
  const android = storeLink(settings ? links.settingsAndroid : links.android);
  const showIos = client.platform !== "android" && ios;
  const showAndroid = client.platform !== "ios" && android;
  return html`
${client.inApp && html`<div class="note"><p><b>${t("inApp.title")}</b></p><p>${t(`inApp.${client.platform === "ios" ? "ios" : "android"}`)}</p></div><button class="act" type="button" hidden data-copy="${address}" data-done="${t("copied")}">${t("copy")}</button>`}
${deep && html`<a class="act first" href="${deep}">${t("openApp", { app })}</a>`}
<a class="act ${deep ? "" : "first"}" href="/wallet#${token}">${t("addHere")}</a>
<noscript><div class="note"><p>${t("noScript")}</p></div></noscript>
${(showIos || showAndroid) && html`<p class="soft">${t("install", { app })}</p>`}
${showIos && html`<a class="act" href="${ios}" rel="noreferrer">${t("appStore")}</a>`}
${showAndroid && html`<a class="act" href="${android}" rel="noreferrer">${t("playStore")}</a>`}
<p class="soft">${t(link?.separateCode ? "codeSite" : fromPhone ? "codeNone" : "codeMail")}</p>`;
}

function ready(input: LandingInput): Markup {
  const { t, link, client, qr } = input;
  const desktop = client.platform === "desktop" || client.platform === "robot";
  const phone = html`<div id="phone" ${desktop ? trusted("hidden") : ""}>${phoneActions(input)}</div>`;
  const desk = html`<div id="desk"><div class="qr">${qr ? trusted(qr) : ""}</div><p>${t("scan")}</p><details><summary>${t("noPhone")}</summary><a class="act" href="/wallet#${input.token}">${t("addBrowser")}</a></details></div>`;
  return html`<h1>${t("ready.title", { firstName: link?.firstName ?? "" })}</h1><p>${t(desktop ? "ready.desktop" : link?.kind === "CONFIGURATION" ? "ready.installer" : "ready.phone")}</p>${phone}${desktop && desk}
<p class="soft">${t("once", { date: input.time(link?.expiresAt ?? "") })}</p>`;
}

/** Model and system of a phone, as a holder would say it; its app (the part with a slash) is for the portal. */
function phoneOf(device: string | null): string {
  const parts = (device ?? "").split(" · ").filter((part) => !part.includes("/"));
  return parts.join(" · ") || "–";
}

/** Reached from the e-mail by whoever has lost the phone. The address to type is what no scanner of mails types. */
function lostForm({ t, note }: LandingInput): Markup {
  return html`<details ${note ? trusted("open") : ""}><summary>${t("lost.question")}</summary><form method="post"><p class="soft">${t("lost.text")}</p>${note && html`<div class="note" role="alert"><p>${t(`lost.${note}`)}</p></div>`}<label for="address">${t("lost.address")}</label><input id="address" name="address" type="email" autocomplete="email" required maxlength="320"><button class="act" name="do" value="lost">${t("lost.button")}</button></form></details>`;
}

function over(input: LandingInput): Markup {
  const { t, state, link } = input;
  const used = state === "used" && link?.usedAt;
  return html`<h1>${t(`${state}.title`)}</h1><p>${t(`${state}.text`)}</p>
${used && html`<p class="soft">${t("used.when", { date: input.time(link.usedAt ?? ""), device: phoneOf(link.usedBy) })}</p><a class="act first" href="/wallet#${input.token}">${t("openWallet")}</a>`}
${used && lostForm(input)}
${(state === "lapsed" || state === "killed") && html`<form method="post"><button class="act first">${t("ask.button")}</button></form>`}`;
}

/** What every page of a link stands in: the brand's head, its foot, nothing that comes from elsewhere. */
function frame(input: LandingInput, title: string, main: Markup): string {
  const { brand, locale, nonce, t } = input;
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="robots" content="noindex,nofollow"><title>${title} · ${brand.name}</title><link rel="icon" href="/icons/wallet.svg"><style nonce="${nonce}">:root{--brand:${brand.background};--brand-ink:${brand.text}}${trusted(landingStyle)}</style></head>
<body><header>${brand.logoUrl ? html`<img src="${brand.logoUrl}" alt="${brand.name}">` : brand.name}</header>
<main>${main}</main>
<footer><p>${t("privacy")}</p><p>${brand.copyright}</p></footer>
<script nonce="${nonce}">${trusted(landingScript)}</script></body></html>`.markup;
}

/** The page of a link: what it is, and on a phone the ways to add the card. Complete without its script and styles. */
export function landingPage(input: LandingInput): string {
  const { state, link, t } = input;
  const gone = state !== "ready" && state !== "used";
  const title = state === "ready" ? t("title") : t(`${state}.title`);
  const card = link && html`<div ${gone ? trusted('class="gone"') : ""}>${cardPicture(link)}</div>`;
  return frame(input, title, html`${card}${state === "ready" ? ready(input) : over(input)}`);
}

/** The answer to a form of the page. */
export function saidPage(input: LandingInput, title: string, text: string): string {
  return frame(input, title, html`<h1>${title}</h1><p>${text}</p>`);
}
