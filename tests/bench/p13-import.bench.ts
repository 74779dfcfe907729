import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeWorkbook } from "../../src/platform/workbook/write-workbook";
import { startBenchDatabase } from "./data/bench-database";
import { aSiteOfManyCards, type ManyCardsSite } from "./data/many-cards-site";
import { type Bench, compare, cpuText, megabytes, ratioText } from "./harness";
import { type MeasuredServer, startServer } from "./measured-server";

const ROWS = 100_000;

const row = {
  id: "P13",
  what: "import of 100,000 rows, checked and committed, against bare exceljs read + bulk insert (their times' ratio); memory growth",
  must: "≤ 2×; 350 MB",
  goal: "≤ 1.2×; 150 MB",
};

/** P13: upload, check and commit of a workbook of 100,000 Mobile ID+ cards, into an empty site each time. */
export const bench: Bench = {
  rows: [row],

  async run(settings) {
    const database = await startBenchDatabase();
    const folder = mkdtempSync(join(tmpdir(), "portal-bench-"));
    const servers: MeasuredServer[] = [];
    try {
      const [file, small] = [await aWorkbook(folder, ROWS), await aWorkbook(folder, 1_000)];
      const ours = await startServer("tests/bench/servers/import.ts", database.url);
      const superuser = new URL(database.url);
      superuser.username = "postgres";
      const floor = await startServer("tests/bench/floors/exceljs-import.ts", superuser.href);
      servers.push(ours, floor);
      let site: ManyCardsSite;
      const reset = async () => {
        await database.asSuperuser((client) =>
          client.query(
            "TRUNCATE virtual_cards, imports, import_rows, history_entries, history_seals, site_counters CASCADE",
          ),
        );
        site = await aSiteOfManyCards(database, 0);
      };
      const importing = async (server: MeasuredServer, path: string, rows: number) => {
        const query = new URLSearchParams({
          file: path,
          account: site.accountId,
          site: site.siteId,
          user: site.userId,
        });
        const answer = await (await fetch(`${server.url}/import?${query}`)).text();
        if (Number(answer) !== rows) throw new Error(`Imported ${answer}`);
        return rows;
      };
      // Memory first: a server that has imported a lot has the room it needs, and would seem to grow by nothing.
      await reset();
      await importing(ours, small, 1_000);
      const { rss } = await ours.usage(true);
      await reset();
      await importing(ours, file, ROWS);
      const grown = (await ours.usage()).peak - rss;
      console.log(`  P13: ${megabytes(grown)}`);

      const side = (server: MeasuredServer) => ({
        run: () => importing(server, file, ROWS),
        cpu: async () => (await server.usage()).cpu,
        reset,
      });
      const once = { ...settings, seconds: 0, warmup: 0 };
      const result = await compare("P13", { a: side(floor), b: side(ours) }, once);
      console.log(`  ${(ROWS / result.speed.b).toFixed(1)} s against ${(ROWS / result.speed.a).toFixed(1)} s`);
      const swapped = { ...result, cpu: { a: result.cpu.b, b: result.cpu.a } };
      return [
        {
          ...row,
          measured: `${ratioText(result)}; ${megabytes(grown)}`,
          cpu: cpuText(swapped, "1,000 rows", 1000),
          memory: megabytes(grown),
        },
      ];
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function aWorkbook(folder: string, rows: number): Promise<string> {
  const path = join(folder, `${rows}.xlsx`);
  async function* people() {
    for (let n = 0; n < rows; n++) yield n;
  }
  const text = (header: string, value: (n: number) => string) => ({ header, kind: "text" as const, value });
  const workbook = writeWorkbook<number>({
    sheetName: "Cards",
    titleBlock: { layout: "list", title: "Cards" },
    columns: [
      text("First Name", (n) => `First${n % 977}`),
      text("Last Name", (n) => `LAST${n % 1999}`),
      text("Email", (n) => `user${n}@example.com`),
      text("Phone Number", (n) => `+33442${String(100_000 + n)}`),
    ],
    rows: people(),
    locale: "en",
    timeZone: "Europe/Paris",
  });
  await pipeline(workbook, createWriteStream(path));
  return path;
}
