import { z } from "zod";
import { defaultLocale, type Locale } from "@/i18n/locales";
import type { Work } from "@/platform/db";
import type { ContactsInput, SupportEntry } from "../contract";
import { pickFile, pickWords } from "../domain/by-language";
import { allItems } from "./items.repo";

const officeList = z
  .array(
    z.object({
      name: z.string(),
      address: z.string(),
      phone: z
        .string()
        .nullish()
        .transform((value) => value ?? null),
    }),
  )
  .catch([]);

/** Whom customers may ask (R313). */
export async function readContacts(work: Work): Promise<ContactsInput> {
  const settings = await work.tx.operatorSettings.findFirst();
  return {
    contactEmail: settings?.contactEmail ?? "",
    website: settings?.website ?? "",
    offices: officeList.parse(settings?.offices ?? []),
  };
}

/** What a reader's Support page shows: contacts, the account's supplier where that is a reseller, and what the operator has put there. */
export async function readSupport(work: Work, locale: string) {
  const entries = (await allItems(work, { published: true })).flatMap((item): SupportEntry[] => {
    const words = pickWords(item.texts, locale, defaultLocale);
    if (!words) return [];
    return [
      {
        id: item.id,
        kind: item.kind,
        title: words.title,
        body: words.body,
        lang: words.locale === locale ? null : (words.locale as Locale),
        url: item.url,
        version: item.version,
        releasedOn: item.releasedOn,
        file: pickFile(item.files, locale, defaultLocale),
      },
    ];
  });
  const supplier = await work.tx.$queryRaw<{ name: string | null }[]>`
    select own_supplier_name() as name`;
  return { contacts: await readContacts(work), supplier: supplier[0]?.name ?? null, entries };
}
