import { createReadStream } from "node:fs";
import ExcelJS from "exceljs";
import pg from "pg";
import { serveMeasured } from "../measured-server";

/**
 * The floor of P13: exceljs's streaming reader and a bulk insert per 5,000 rows into the table of cards, nothing checked:
 * `/import?file=…&account=…&site=…`. Runs as the superuser of the database given, so no policy is asked either.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 2 });

serveMeasured(async (_, response, url) => {
  const of = (name: string) => url.searchParams.get(name) ?? "";
  const client = await pool.connect();
  let count = 0;
  try {
    await client.query("BEGIN");
    let rows: string[][] = [];
    const flush = async () => {
      const column = (at: number) => rows.map((row) => row[at]);
      await client.query(
        `INSERT INTO virtual_cards (id, account_id, site_id, kind, status, first_name, last_name, email, phone, created_at)
         SELECT uuid_v7(), $1, $2, 'MOBILE_ID_PLUS', 'CREATED', f, l, e, p, now() FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS r (f, l, e, p)`,
        [of("account"), of("site"), column(0), column(1), column(2), column(3)],
      );
      count += rows.length;
      rows = [];
    };
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(createReadStream(of("file")), {});
    for await (const sheet of reader) {
      for await (const row of sheet) {
        if (row.number <= 2) continue;
        rows.push([1, 2, 3, 4].map((cell) => String(row.getCell(cell).text)));
        if (rows.length === 5_000) await flush();
      }
    }
    if (rows.length > 0) await flush();
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  response.end(String(count));
});
