import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { labelledFields } from "@/modules/accounts";
import { fieldLabels } from "@/modules/accounts/server";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { listUsersInput, USER_COLUMNS, type UserRow } from "../contract";
import { userPage } from "./users.query";

/** The users as a workbook with the columns of figure 22 (R099, R100); it holds what search and filters on the screen hold. */
export async function exportUsers(request: FileRequest): Promise<FileAnswer> {
  const { query } = request;
  const t = textsOf(request.locale, "access.users");
  const column = USER_COLUMNS.find((name) => name === query.get("sort")) ?? "lastName";
  const some = (name: string) => (query.has(name) ? query.getAll(name) : undefined);
  const input = listUsersInput.parse({
    limit: 200,
    sort: { column, direction: query.get("direction") === "desc" ? "desc" : "asc" },
    search: query.get("search") ?? undefined,
    filters: { status: some("status"), profile: some("profile"), email: query.get("email") ?? undefined },
  });
  const labels = await request.read((work) => fieldLabels(work, "USER"));
  async function* rows(): AsyncGenerator<UserRow> {
    for (let cursor: string | null = null; ; ) {
      const page = await request.read((work) => userPage(work, { ...input, cursor }));
      yield* page.rows;
      cursor = page.nextCursor;
      if (!cursor) return;
    }
  }
  // Only here a disabled user is called Deactivated (R100).
  const status = (row: UserRow) => (row.status === "DISABLED" ? t("export.deactivated") : t(`statuses.${row.status}`));
  return {
    fileName: `${t("export.fileName")}.xlsx`,
    content: writeWorkbook<UserRow>({
      sheetName: t("export.sheet"),
      titleBlock: { layout: "list", title: t("title") },
      columns: [
        { kind: "text", header: t("profile"), width: 22, value: (row) => row.profile },
        { kind: "text", header: t("export.firstName"), width: 20, value: (row) => row.firstName },
        { kind: "text", header: t("export.lastName"), width: 20, value: (row) => row.lastName },
        { kind: "text", header: t("export.email"), width: 32, value: (row) => row.email },
        { kind: "text", header: labels[0] ?? t("field", { n: 1 }), width: 18, value: (row) => row.fields[0] ?? "" },
        { kind: "text", header: labels[1] ?? t("field", { n: 2 }), width: 18, value: (row) => row.fields[1] ?? "" },
        { kind: "text", header: t("status"), width: 14, value: status },
        // Beyond the figure's two fields only those that the account has named, after its last column (decisions, section 8).
        ...labelledFields(labels)
          .filter(({ index }) => index > 1)
          .map(({ label, index }) => ({
            kind: "text" as const,
            header: label,
            width: 18,
            value: (row: UserRow) => row.fields[index] ?? "",
          })),
      ],
      rows: rows(),
      locale: request.locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
