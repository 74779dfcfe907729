import { canOnSite } from "@/authz";
import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { labelledFields } from "@/modules/accounts";
import { fieldLabels } from "@/modules/accounts/server";
import { accountOf } from "@/platform/db";
import { pagedRows } from "@/platform/workbook/paged-rows";
import { type ExportColumn, writeWorkbook } from "@/platform/workbook/write-workbook";
import { exportedInput } from "@/shared/kernel/all-pages";
import { AppError } from "@/shared/kernel/app-error";
import { type CardRow, listCardsInput } from "../contract";
import { cardPage } from "./list-cards.query";

/** Rows per statement: large enough that the writer, not the database's round trips, sets the pace. */
const ROWS = 2_000;

/** The report of user cards: figure 92 to the cell (R289, R291–R293). */
export function reportCards(request: FileRequest): Promise<FileAnswer> {
  return workbookOf(request, "report", ({ t, status, common, configuration, ident }) => [
    ...common,
    configuration,
    ident,
    { kind: "dateTime", header: t("report.createdAt"), value: (card) => card.createdAt },
    { kind: "dateTime", header: t("report.activatedAt"), value: (card) => card.activatedAt },
    { kind: "dateTime", header: t("report.revokedAt"), value: (card) => card.revokedAt },
    { kind: "text", header: t("report.status"), width: 24, value: status },
  ]);
}

/** The export of user cards: figure 93 to the cell (R290, R291). */
export function exportCards(request: FileRequest): Promise<FileAnswer> {
  return workbookOf(request, "export", ({ t, common, configuration, ident }) => [
    ...common,
    { kind: "text", header: t("report.phone"), value: (card) => card.phone },
    configuration,
    ident,
  ]);
}

type Texts = (key: string) => string;
type Parts = {
  t: Texts;
  status: (card: CardRow) => string;
  common: ExportColumn<CardRow>[];
  configuration: ExportColumn<CardRow>;
  ident: ExportColumn<CardRow>;
};

/** A workbook of the cards that search, filters and sort on the screen hold, however many. */
async function workbookOf(
  request: FileRequest,
  name: "report" | "export",
  columns: (parts: Parts) => ExportColumn<CardRow>[],
): Promise<FileAnswer> {
  const { actor, siteId, locale } = request;
  if (!canOnSite(actor, siteId, "cards.view")) throw new AppError("FORBIDDEN", "shared.forbidden");
  const input = exportedInput(listCardsInput, request.query);
  const { site, configurationName, labels } = await request.read(async (work) => {
    const found = await work.tx.site.findFirst({
      where: { accountId: accountOf(work), id: siteId, deletedAt: null },
      select: { name: true },
    });
    const words = await work.tx.operatorSettings.findFirst({ select: { configurationName: true } });
    return {
      site: found,
      configurationName: words?.configurationName ?? "",
      labels: labelledFields(await fieldLabels(work, "CARD")),
    };
  });
  if (!site) throw new AppError("NOT_FOUND", "shared.notFound");
  const t = textsOf(locale, "cards");
  const statuses = new Map<string, string>();
  const parts: Parts = {
    t,
    status(card) {
      const known = statuses.get(card.status) ?? t(`status.${card.status}`);
      statuses.set(card.status, known);
      return known;
    },
    common: [
      { kind: "text", header: t("report.firstName"), value: (card) => card.firstName },
      { kind: "text", header: t("report.lastName"), value: (card) => card.lastName },
      { kind: "email", header: t("report.email"), value: (card) => card.email },
    ],
    configuration: { kind: "text", header: configurationName, width: 30, value: (card) => card.configuration?.name },
    ident: { kind: "text", header: t("report.ident"), value: (card) => card.privateId ?? card.csn },
  };
  return {
    fileName: `${t(`report.${name}File`)}.xlsx`,
    content: writeWorkbook<CardRow>({
      sheetName: t(`report.${name}`),
      titleBlock: {
        layout: "report",
        title: t(`report.${name}`),
        lines: [
          { label: t("report.companyName"), value: actor.companyName },
          { label: t("report.siteName"), value: site.name },
          { label: t("report.date"), value: request.now },
        ],
      },
      // The account's own fields stand behind the figure's last column (decisions, section 8).
      columns: [
        ...columns(parts),
        ...labels.map(
          ({ name, label }): ExportColumn<CardRow> => ({ kind: "text", header: label, value: (card) => card[name] }),
        ),
      ],
      rows: pagedRows<CardRow, string>(async (cursor) => {
        const page = await request.read((work) => cardPage(work, siteId, { ...input, cursor, limit: ROWS }));
        return { rows: page.rows, next: page.nextCursor };
      }),
      locale,
      timeZone: actor.timeZone,
    }),
  };
}
