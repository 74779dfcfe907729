import type { Work } from "@/platform/db";
import { type Look, type LookKey, type LookLink, resolveLook, type ShownLookValues } from "../domain/look";

type Row = {
  operator: boolean;
  header_background: string | null;
  header_text: string | null;
  copyright: string | null;
  company_logo: string | null;
  footer_company_logo: string | null;
  footer_logo: string | null;
};

/** The looks of an account and of all above it, nearest first. */
export async function lookChain(work: Work, accountId: string): Promise<LookLink[]> {
  return (await work.tx.$queryRaw<Row[]>`SELECT * FROM look_chain(${accountId}::uuid)`).map(linkOf);
}

function linkOf(row: Row): LookLink {
  return {
    operator: row.operator,
    headerBackground: row.header_background,
    headerText: row.header_text,
    copyright: row.copyright,
    companyLogo: row.company_logo,
    footerCompanyLogo: row.footer_company_logo,
    footerLogo: row.footer_logo,
  };
}

/** How an account looks, with what it inherits. */
export async function lookOf(work: Work, accountId: string): Promise<Look> {
  return resolveLook(await lookChain(work, accountId));
}

/** The values of a look without where they come from. */
export function lookValues(look: Look): ShownLookValues {
  return Object.fromEntries(Object.entries(look).map(([key, { value }]) => [key as LookKey, value])) as ShownLookValues;
}

/** The account whose sign-in page has an address of its own (system scope), or null. */
export async function accountAtAddress(work: Work, address: string): Promise<string | null> {
  const found = await work.tx.appearance.findFirst({
    where: { address: address.toLowerCase(), account: { status: { in: ["CREATED", "ACTIVATED"] } } },
    select: { accountId: true },
  });
  return found?.accountId ?? null;
}
