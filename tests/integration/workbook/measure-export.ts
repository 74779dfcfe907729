import { type ExportColumn, writeWorkbook } from "../../../src/platform/workbook/write-workbook";

/** Exports as many rows as the first argument says, of 10 columns, in a process of its own; prints the growth of its memory. */
type Row = { index: number; created: Date };

async function* rows(count: number): AsyncGenerator<Row> {
  for (let index = 0; index < count; index++) yield { index, created: new Date(1_543_000_000_000 + index * 61_000) };
}

const columns: ExportColumn<Row>[] = [
  ...["First Name", "Last Name", "Configuration", "Private ID", "Phone", "Status"].map(
    (header, at): ExportColumn<Row> => ({
      header,
      kind: "text",
      value: ({ index }) => `${header} ${(index * 7919 + at) % 99_991}`,
    }),
  ),
  { header: "Email", kind: "email", value: ({ index }) => `user${index}@example.com` },
  { header: "Created", kind: "dateTime", value: ({ created }) => created },
  { header: "Activated", kind: "dateTime", value: ({ index, created }) => (index % 3 ? created.toISOString() : null) },
  { header: "Credits", kind: "number", value: ({ index }) => index },
];

globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
let bytes = 0;
const stream = writeWorkbook({
  sheetName: "Cards",
  titleBlock: { layout: "list", title: "Cards" },
  columns,
  rows: rows(Number(process.argv[2])),
  locale: "en",
  timeZone: "Europe/Paris",
});
for await (const chunk of stream) {
  bytes += chunk.length;
  peak = Math.max(peak, process.memoryUsage.rss());
}
console.log(JSON.stringify({ growth: peak - before, bytes }));
