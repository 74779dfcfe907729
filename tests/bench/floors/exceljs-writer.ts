import ExcelJS from "exceljs";
import { serveMeasured } from "../measured-server";

/** The floor of P10 and P11: exceljs's streaming writer, fed from memory: `/export?rows=N`, 10 columns. */
serveMeasured(async (_, response, url) => {
  const rows = Number(url.searchParams.get("rows"));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: response, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet("Cards");
  sheet.columns = Array.from({ length: 10 }, (_, index) =>
    index === 6 || index === 7 ? { width: 18, style: { numFmt: "dd-mm-yyyy hh:mm" } } : { width: 16 },
  );
  const start = Date.UTC(2018, 0, 1);
  for (let n = 1; n <= rows; n++) {
    sheet
      .addRow([
        `First${n % 977}`,
        `LAST${n % 1999}`,
        `user${n}@example.com`,
        `33${442_126_060 + n}`,
        `Configuration ${n % 7}`,
        String(100_000 + n),
        new Date(start + n * 61_000),
        n % 3 ? new Date(start + n * 67_000) : null,
        n % 2 ? "Activated" : "Created and Email Sent",
        n % 5,
      ])
      .commit();
    // As its documentation has it, rows are committed as fast as they come; a turn of the event loop now and then lets it write.
    if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await book.commit();
});
