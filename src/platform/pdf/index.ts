import { join } from "node:path";
import PDFDocument from "pdfkit";

/** A PDF being written, with the fonts "regular" and "bold"; A4 portrait, margins of 2 cm. Sizes are points (1/72 inch). */
export type Pdf = InstanceType<typeof PDFDocument>;

/** A font's file, named so that the bundler does not take it for a module. */
const font = (name: string) => () => join(process.cwd(), "node_modules", "dejavu-fonts-ttf", "ttf", name);
/** DejaVu Sans: names come in any script, and the fonts that PDF readers bring know Western letters only. */
const FONTS = { regular: font("DejaVuSans.ttf"), bold: font("DejaVuSans-Bold.ttf") };

/** Writes a PDF whole: small documents of a page or a few. `draw` places what is on it. */
export function writePdf(
  options: { title: string; author: string; locale: string; at: Date },
  draw: (pdf: Pdf) => void,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 57,
    lang: options.locale,
    displayTitle: true,
    info: { Title: options.title, Author: options.author, CreationDate: options.at },
    font: "" as never,
  });
  pdf.registerFont("regular", FONTS.regular());
  pdf.registerFont("bold", FONTS.bold());
  pdf.font("regular");
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
    draw(pdf);
    pdf.end();
  });
}
