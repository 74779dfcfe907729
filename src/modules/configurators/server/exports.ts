import { canOnSite, type SiteRight } from "@/authz";
import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { labelledFields } from "@/modules/accounts";
import { fieldLabels } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { pagedRows } from "@/platform/workbook/paged-rows";
import { type ExportColumn, writeWorkbook } from "@/platform/workbook/write-workbook";
import { exportedInput } from "@/shared/kernel/all-pages";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import {
  type ConfigurationCardRow,
  type ConfiguratorRow,
  listConfigurationCardsInput,
  listConfiguratorsInput,
} from "../contract";
import { configurationCardPage } from "./configuration-cards.query";
import { configuratorPage } from "./configurators.repo";

/** Rows per statement: large enough that the writer, not the database's round trips, sets the pace. */
const ROWS = 2_000;

type Texts = (key: string) => string;
type Sheet<Row> = {
  report: boolean;
  file: (t: Texts) => string;
  right: SiteRight;
  columns: (t: Texts, configurationName: string, statusOf: (row: { status: string }) => string) => ExportColumn<Row>[];
  page: (work: Work, cursor: string | null) => Promise<Page<Row>>;
};

/** The report of configurators: figure 88 to the cell (R285, R291). */
export function reportConfigurators(request: FileRequest): Promise<FileAnswer> {
  return configuratorsBook(request, { report: true, file: (t) => t("report.configuratorsReportFile") }, (t) => [
    { kind: "dateTime", header: t("report.created"), value: (row) => row.createdAt },
  ]);
}

/** The export of configurators: figure 89 to the cell (R286, R291). */
export function exportConfigurators(request: FileRequest): Promise<FileAnswer> {
  return configuratorsBook(request, { report: false, file: (t) => t("report.configuratorsExportFile") }, () => []);
}

async function configuratorsBook(
  request: FileRequest,
  kind: Pick<Sheet<ConfiguratorRow>, "report" | "file">,
  more: (t: Texts) => ExportColumn<ConfiguratorRow>[],
): Promise<FileAnswer> {
  const input = exportedInput(listConfiguratorsInput, request.query);
  const labels = await request.read((work) => fieldLabels(work, "CONFIGURATOR"));
  return workbookOf<ConfiguratorRow>(request, {
    ...kind,
    right: "configurators.view",
    columns: (t) => [
      { kind: "text", header: t("report.firstName"), value: (row) => row.firstName },
      { kind: "text", header: t("report.lastName"), value: (row) => row.lastName },
      { kind: "email", header: t("report.email"), value: (row) => row.email },
      { kind: "text", header: t("report.phone"), value: (row) => row.phone },
      ...more(t),
      // The account's own fields come after the figure's last column (decisions, section 8).
      ...labelledFields(labels).map(
        ({ name, label }): ExportColumn<ConfiguratorRow> => ({
          kind: "text",
          header: label,
          value: (row) => row[name],
        }),
      ),
    ],
    page: (work, cursor) => configuratorPage(work, request.siteId as string, { ...input, cursor, limit: ROWS }),
  });
}

/** The report of configuration cards: figure 90 to the cell (R287, R291, R292). */
export function reportConfigurationCards(request: FileRequest): Promise<FileAnswer> {
  return cardsBook(request, { report: true, file: (t) => t("report.cardsReportFile") }, (t) => [
    { kind: "dateTime", header: t("report.createdAt"), value: (row) => row.createdAt },
    { kind: "dateTime", header: t("report.activatedAt"), value: (row) => row.activatedAt },
    { kind: "dateTime", header: t("report.revokedAt"), value: (row) => row.revokedAt },
  ]);
}

/** The export of configuration cards: figure 91 to the cell (R288, R291). */
export function exportConfigurationCards(request: FileRequest): Promise<FileAnswer> {
  return cardsBook(request, { report: false, file: (t) => t("report.cardsExportFile") }, () => []);
}

function cardsBook(
  request: FileRequest,
  kind: Pick<Sheet<ConfigurationCardRow>, "report" | "file">,
  more: (t: Texts) => ExportColumn<ConfigurationCardRow>[],
): Promise<FileAnswer> {
  const input = exportedInput(listConfigurationCardsInput, request.query);
  return workbookOf<ConfigurationCardRow>(request, {
    ...kind,
    right: "configurationCards.view",
    columns: (t, configurationName, statusOf) => [
      { kind: "text", header: t("report.firstName"), value: (row) => row.configurator.firstName },
      { kind: "text", header: t("report.lastName"), value: (row) => row.configurator.lastName },
      { kind: "text", header: configurationName, width: 30, value: (row) => row.configuration.name },
      ...more(t),
      { kind: "text", header: t("report.status"), width: 24, value: statusOf },
    ],
    page: (work, cursor) => configurationCardPage(work, request.siteId as string, { ...input, cursor, limit: ROWS }),
  });
}

/** A workbook of what search, filters and sort on the screen hold, however many rows. */
async function workbookOf<Row>(request: FileRequest, sheet: Sheet<Row>): Promise<FileAnswer> {
  const { actor, siteId, locale } = request;
  if (!canOnSite(actor, siteId, sheet.right)) throw new AppError("FORBIDDEN", "shared.forbidden");
  const { site, words } = await request.read(async (work) => ({
    site: await work.tx.site.findFirst({
      where: { accountId: accountOf(work), id: siteId, deletedAt: null },
      select: { name: true },
    }),
    words: await work.tx.operatorSettings.findFirst({ select: { configurationName: true } }),
  }));
  if (!site) throw new AppError("NOT_FOUND", "shared.notFound");
  const t = textsOf(locale, "configurators");
  const cardTexts = textsOf(locale, "cards");
  const title = t(sheet.report ? "report.report" : "report.export");
  return {
    fileName: `${sheet.file(t)}.xlsx`,
    content: writeWorkbook<Row>({
      sheetName: title,
      titleBlock: {
        layout: "report",
        title,
        lines: [
          { label: t("report.companyName"), value: actor.companyName },
          { label: t("report.siteName"), value: site.name },
          { label: t("report.date"), value: request.now },
        ],
      },
      columns: sheet.columns(t, words?.configurationName ?? "", (row) => cardTexts(`status.${row.status}`)),
      rows: pagedRows<Row, string>(async (cursor) => {
        const page = await request.read((work) => sheet.page(work, cursor));
        return { rows: page.rows, next: page.nextCursor };
      }),
      locale,
      timeZone: actor.timeZone,
    }),
  };
}
