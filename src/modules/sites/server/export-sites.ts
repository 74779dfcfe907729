import { visibleSites } from "@/authz";
import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { listSitesInput, SITE_COLUMNS, type SiteRow } from "../contract";
import { sitePage } from "./sites.repo";

/** The site list as a workbook, cells as in figure 47 (R167, R168); it holds what search and sort on the screen hold. */
export function exportSites(request: FileRequest): FileAnswer {
  const { actor, query } = request;
  const text = textsOf(request.locale, "sites");
  const column = SITE_COLUMNS.find((name) => name === query.get("sort")) ?? "name";
  const direction = query.get("direction") === "desc" ? "desc" : "asc";
  const input = listSitesInput.parse({
    limit: 200,
    sort: { column, direction },
    search: query.get("search") ?? undefined,
    filters: { name: query.get("name") ?? undefined },
  });
  async function* rows(): AsyncGenerator<SiteRow> {
    for (let cursor: string | null = null; ; ) {
      const page = await request.read((work) =>
        sitePage(work, { ...input, cursor }, visibleSites(actor), actor.timeZone),
      );
      yield* page.rows;
      cursor = page.nextCursor;
      if (!cursor) return;
    }
  }
  return {
    fileName: `${text("export.fileName")}.xlsx`,
    content: writeWorkbook<SiteRow>({
      sheetName: text("export.sheet"),
      titleBlock: { layout: "list", title: text("list.title") },
      columns: [
        { kind: "text", header: text("columns.name"), width: 30, value: (row) => row.name },
        { kind: "dateTime", header: text("columns.createdAt"), value: (row) => row.createdAt },
        { kind: "number", header: text("columns.configurations"), value: (row) => row.configurations },
        { kind: "number", header: text("columns.users"), value: (row) => row.users },
        { kind: "number", header: text("columns.configurators"), value: (row) => row.configurators },
      ],
      rows: rows(),
      locale: request.locale,
      timeZone: actor.timeZone,
    }),
  };
}
