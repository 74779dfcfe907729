import { pipeline } from "node:stream/promises";
import pg from "pg";
import { pagedRows } from "../../../src/platform/workbook/paged-rows";
import { type ExportColumn, writeWorkbook } from "../../../src/platform/workbook/write-workbook";
import { serveMeasured } from "../measured-server";

/**
 * The export writer behind plain HTTP, fed from the table `bench_cards` of the database given: `/export?rows=N`, 10 columns, keyset
 * pages of 2,000. `/page` answers a list page of 50 meanwhile; `/open` says how many exports are running.
 */
type Card = {
  id: number;
  first: string;
  last: string;
  email: string;
  phone: string;
  configuration: string;
  private_id: string;
  /** Milliseconds since 1970: the driver makes no Date of them. */
  created: number;
  activated: number | null;
  status: string;
  price: number;
};

/** The driver takes rows apart as they arrive, 64 KiB at a time, so that large pages cost round trips less and the event loop nothing. */
const PAGE = 2000;
const pool = new pg.Pool({ connectionString: process.argv[2], max: 4 });
let open = 0;

const text = (header: string, key: keyof Card): ExportColumn<Card> => ({
  header,
  kind: "text",
  value: (card) => card[key] as string,
});

const columns: ExportColumn<Card>[] = [
  text("First Name", "first"),
  text("Last Name", "last"),
  { header: "Email", kind: "email", value: (card) => card.email },
  text("Phone Number", "phone"),
  text("Blue Mobile ID Configuration", "configuration"),
  text("Private ID/CSN", "private_id"),
  { header: "VCard Creation Date", kind: "dateTime", value: (card) => card.created },
  { header: "VCard Activation Date", kind: "dateTime", value: (card) => card.activated },
  text("Status", "status"),
  { header: "Price", kind: "number", value: (card) => card.price },
];

async function* cards(count: number): AsyncGenerator<Card> {
  open++;
  try {
    yield* pagedRows<Card, number>(async (after) => {
      const limit = Math.min(PAGE, count - (after ?? 0));
      const { rows } = await pool.query<Card>({
        name: "page",
        text: `SELECT id, first, last, email, phone, configuration, private_id, status, price,
          extract(epoch FROM created)::float8 * 1000 AS created, extract(epoch FROM activated)::float8 * 1000 AS activated
          FROM bench_cards WHERE id > $1 ORDER BY id LIMIT $2`,
        values: [after ?? 0, limit],
      });
      const last = rows.at(-1)?.id ?? count;
      return { rows, next: last < count && rows.length === limit ? last : null };
    });
  } finally {
    open--;
  }
}

serveMeasured(async (_, response, url) => {
  if (url.pathname === "/open") {
    response.end(String(open));
    return;
  }
  if (url.pathname === "/page") {
    const { rows } = await pool.query("SELECT * FROM bench_cards WHERE id > $1 ORDER BY id LIMIT 50", [
      Math.floor(Math.random() * 900_000),
    ]);
    response.end(JSON.stringify(rows));
    return;
  }
  const workbook = writeWorkbook({
    sheetName: "Cards",
    titleBlock: { layout: "list", title: "Cards" },
    columns,
    rows: cards(Number(url.searchParams.get("rows"))),
    locale: "en",
    timeZone: "Europe/Paris",
  });
  await pipeline(workbook, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
});
