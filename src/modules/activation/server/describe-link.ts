import type { z } from "zod";
import { readLinkToken } from "@/platform/crypto";
import { sqlOne } from "@/platform/db";
import { type CodeKind, type LinkAnswer, type LinkState, type linkRequest, WEB_WALLET } from "../contract";
import { type CredentialContent, cardLookOf, type FoundLook, phoneKind } from "./credential";
import type { DeviceContext } from "./device-http";
import { unprovenLimit } from "./rate-limit";

/** What `describe_link()` answers. */
export type LinkDescription = {
  state: LinkState;
  accountId: string;
  company: string;
  locale: string;
  timeZone: string;
  operator: string | null;
  product: string | null;
  plusProduct: string | null;
  settingsApp: string | null;
  appLinks: Record<string, string> | null;
  kind: CredentialContent["kind"];
  configuration: string | null;
  firstName: string;
  lastName: string;
  site: string;
  separateCode: boolean;
  triesLeft: number;
  expiresAt: string;
  phoneHoldsCard: boolean;
  usedAt: string | null;
  usedBy: string | null;
  look: FoundLook;
};

/** What an activation token stands for: a link of an e-mail, or one that a phone showed to another, which needs no code. */
export function readCardToken(token: string): { sendingId: string; fromPhone: boolean } | null {
  const mailed = readLinkToken("card", token);
  if (mailed) return { sendingId: mailed, fromPhone: false };
  const shown = readLinkToken("move-card", token);
  return shown ? { sendingId: shown, fromPhone: true } : null;
}

/** Reads what a token stands for; null when it stands for nothing. Changes nothing. */
export async function readLink(token: string, phone: string | null, now: Date) {
  const read = readCardToken(token);
  if (!read) return null;
  const { sendingId, fromPhone } = read;
  const row = await sqlOne<{ link: LinkDescription | null }>(
    "describe-link",
    "select describe_link($1, $2, $3) as link",
    [sendingId, phone, now],
  );
  return row?.link ? { sendingId, fromPhone, link: row.link } : null;
}

/** What a link is, for a wallet that is about to activate it (R224). Changes nothing; a phone's name proves nothing here. */
export async function linkForWallet(
  input: z.output<typeof linkRequest>,
  { now, address }: DeviceContext,
): Promise<LinkAnswer> {
  const found = await readLink(input.token, input.phone ?? null, now);
  if (!found) {
    unprovenLimit.hit(address, now);
    return { state: "unknown", codeNeeded: null, locale: "en" };
  }
  const { link } = found;
  const web = input.app === undefined || input.app.startsWith(`${WEB_WALLET}/`);
  const codeNeeded: CodeKind | null = link.separateCode
    ? "site"
    : web && !found.fromPhone && !link.phoneHoldsCard
      ? "mail"
      : null;
  return {
    state: link.state,
    brand: { company: link.company, operator: link.operator ?? "", product: link.product ?? "" },
    card: {
      kind: phoneKind(link.kind),
      title: link.configuration ?? link.plusProduct ?? "",
      firstName: link.firstName,
      lastName: link.lastName,
      site: link.site,
      company: link.company,
    },
    look: cardLookOf(link.look),
    codeNeeded: link.state === "ready" ? codeNeeded : null,
    triesLeft: link.triesLeft,
    ...(link.usedAt ? { used: { at: new Date(link.usedAt).toISOString(), device: link.usedBy } } : {}),
    expiresAt: new Date(link.expiresAt).toISOString(),
    locale: link.locale,
  };
}
