import type { FileAnswer, FileRequest } from "@/authz/server";
import { formatDateTime } from "@/i18n/format";
import { textsOf } from "@/i18n/texts";
import { siteById } from "@/modules/sites/server";
import { type Pdf, writePdf } from "@/platform/pdf";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import type { ConfigurationDetail } from "../contract";
import { PREVIEW_TABS, type PreviewContent } from "../domain/pse-preview";
import type { PseRange } from "../domain/pse-settings";
import { shareOf } from "../domain/range-scale";
import { configurationDetail } from "./configurations.repo";

type Text = ReturnType<typeof textsOf>;

const LEFT = 57;
const WIDTH = 481;
const ON = "#256a35";
const OFF = "#566064";
const ACCENT = "#0d6664";

/** "Save As" (R185): the preview of a configuration as a PDF, one tab of it, settings only. */
export async function savePreview(request: FileRequest): Promise<FileAnswer> {
  const configurationId = request.query.get("configurationId") ?? "";
  if (!isUuid(configurationId)) throw new AppError("NOT_FOUND", "readerConfigurations.notFound");
  const tab = PREVIEW_TABS.find((name) => name === request.query.get("tab")) ?? "full";
  const { detail, site, configurationName } = await request.read(async (work) => ({
    detail: await configurationDetail(work, request.siteId, configurationId),
    site: await siteById(work, request.siteId),
    configurationName: (await work.tx.operatorSettings.findFirst({ select: { configurationName: true } }))
      ?.configurationName,
  }));
  const text = textsOf(request.locale, "readerConfigurations");
  const title = text("preview.title", { name: detail.name });
  const { actor } = request;
  const content = await writePdf(
    { title, author: actor.companyName, locale: request.locale, at: request.now },
    (pdf) => {
      pdf.font("bold").fontSize(18).text(title, LEFT, LEFT, { width: WIDTH });
      pdf.moveDown(0.6);
      const saved = formatDateTime(request.now.toISOString(), { timeZone: actor.timeZone });
      facts(pdf, [
        [text("preview.company"), actor.companyName],
        [text("preview.site"), site.name],
        [text("columns.pseName"), detail.pseName],
        [text("columns.name", { configurationName: configurationName ?? "" }), detail.name],
        [text("preview.fileName"), detail.fileName],
        [text("preview.imported"), formatDateTime(detail.createdAt, { timeZone: actor.timeZone })],
        [text("preview.saved"), saved],
      ]);
      const shown = detail.preview?.[tab];
      if (!shown) paragraph(pdf, text("preview.opaque"));
      else drawPreview(pdf, text, shown, tab);
    },
  );
  return { fileName: `${fileNameOf(detail)}.pdf`, contentType: "application/pdf", content };
}

function fileNameOf(detail: ConfigurationDetail): string {
  return detail.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_");
}

function facts(pdf: Pdf, lines: [string, string][]): void {
  for (const [label, value] of lines) {
    const top = pdf.y;
    pdf.font("regular").fontSize(9).fillColor(OFF).text(label, LEFT, top, { width: 150 });
    const labelEnd = pdf.y;
    pdf.fillColor("black").text(value, LEFT + 160, top, { width: WIDTH - 160 });
    pdf.y = Math.max(pdf.y, labelEnd) + 3;
  }
}

function heading(pdf: Pdf, title: string): void {
  pdf.moveDown(1);
  pdf.font("bold").fontSize(12).fillColor(ACCENT).text(title, LEFT, pdf.y, { width: WIDTH });
  pdf.moveDown(0.4);
}

function paragraph(pdf: Pdf, text: string): void {
  pdf.moveDown(1);
  pdf.font("regular").fontSize(10).fillColor("black").text(text, LEFT, pdf.y, { width: WIDTH });
}

function drawPreview(pdf: Pdf, text: Text, shown: PreviewContent, tab: string): void {
  heading(pdf, text(`tabs.${tab}`));
  for (const row of shown.rows) {
    const top = pdf.y;
    pdf
      .font("regular")
      .fontSize(10)
      .fillColor("black")
      .text(text(`settings.${row.setting}`), LEFT, top, { width: 300 });
    const end = pdf.y;
    pdf
      .font("bold")
      .fillColor(row.on ? ON : OFF)
      .text(text(row.on ? "preview.on" : "preview.off"), LEFT + 380, top, { width: 100, align: "right" });
    pdf
      .moveTo(LEFT, end + 3)
      .lineTo(LEFT + WIDTH, end + 3)
      .lineWidth(0.4)
      .strokeColor("#d5d2c9")
      .stroke();
    pdf.y = end + 6;
  }
  if (shown.identificationModes.length > 0) {
    heading(pdf, text("preview.modes"));
    for (const { mode, range } of shown.identificationModes) drawRange(pdf, text, text(`modes.${mode}`), range);
  }
  if (shown.remoteOptions.length > 0) {
    heading(pdf, text("preview.remote"));
    for (const { option, on, range } of shown.remoteOptions)
      drawRange(
        pdf,
        text,
        `${text(`remote.${option}`)}  ${text(on ? "preview.on" : "preview.off")}`,
        on ? range : undefined,
      );
  }
}

/** A name, its range in words, and how far it reaches as a bar. */
function drawRange(pdf: Pdf, text: Text, label: string, range: PseRange | undefined): void {
  const top = pdf.y;
  const bar = { left: LEFT + 150, width: WIDTH - 260 };
  pdf.font("regular").fontSize(10).fillColor("black").text(label, LEFT, top, { width: 145 });
  const end = pdf.y;
  if (range !== undefined) {
    pdf.roundedRect(bar.left, top + 3, bar.width, 6, 3).fill("#e6e3da");
    pdf.roundedRect(bar.left, top + 3, bar.width * shareOf(range), 6, 3).fill(ACCENT);
    pdf.fillColor("black").text(rangeText(text, range), bar.left + bar.width + 10, top, { width: 100 });
  }
  pdf.y = Math.max(end, pdf.y) + 5;
}

function rangeText(text: Text, range: PseRange): string {
  return typeof range === "number" ? text("ranges.metres", { metres: range }) : text(`ranges.${range}`);
}
