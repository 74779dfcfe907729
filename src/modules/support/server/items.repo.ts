import type { Locale } from "@/i18n/locales";
import type { Work } from "@/platform/db";
import type { SupportItemDto, SupportKind, SupportTexts } from "../contract";

const FILE = { id: true, name: true, bytes: true, locale: true } as const;

type Row = {
  id: string;
  kind: SupportKind;
  texts: unknown;
  url: string | null;
  version: string | null;
  releasedOn: Date | null;
  published: boolean;
  files: { id: string; name: string; bytes: number; locale: string | null }[];
};

/** All items in their order, with their files (without contents). */
export async function allItems(work: Work, options: { published: boolean }): Promise<SupportItemDto[]> {
  const rows: Row[] = await work.tx.supportItem.findMany({
    where: options.published ? { published: true } : {},
    orderBy: [{ kind: "asc" }, { position: "asc" }, { id: "asc" }],
    include: { files: { select: FILE, orderBy: { id: "asc" } } },
  });
  return rows.map(({ texts, releasedOn, files, ...row }) => ({
    ...row,
    texts: texts as SupportTexts,
    releasedOn: releasedOn?.toISOString().slice(0, 10) ?? null,
    files: files.map((file) => ({ ...file, locale: file.locale as Locale | null })),
  }));
}
