import type { ImportRowDto } from "@/modules/imports";
import { checkImportJob, commitImportJob, type ImportKind } from "@/modules/imports/server";
import type { Page } from "@/shared/kernel/pagination";
import { uploaded } from "./files";
import { asSystem } from "./system";

const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };

/** A file of an import as the page sends it. */
export function aFile(content: string | Uint8Array, name = "cards.csv"): FormData {
  const form = new FormData();
  form.set("file", new File([content as never], name));
  return form;
}

/** A table as CSV. */
export function csvOf(head: string[], rows: string[][]): string {
  return [head, ...rows].map((row) => row.join(";")).join("\r\n");
}

/** How many imports and rows an account has: to tell that nothing is left behind. */
export function importsOf(accountId: string) {
  return asSystem(async ({ tx }) => ({
    imports: await tx.import.count({ where: { accountId } }),
    rows: await tx.importRow.count({ where: { accountId } }),
  }));
}

type Place = { account: { id: string }; site: { id: string }; user: { id: string } };
type Procedures = {
  commit(input: { siteId: string; importId: string }): Promise<unknown>;
  rows(input: { siteId: string; importId: string }): Promise<Page<ImportRowDto>>;
};

/** Imports of one kind into a site, by its administrator, with the jobs run at once. */
export function importsOn({ account, site, user }: Place, path: string, kind: ImportKind, procedures: Procedures) {
  const at = { siteId: site.id };
  const upload = (form: FormData, by: { id: string } | null = user) =>
    uploaded(by, path, `siteId=${site.id}`, form) as Promise<{ id: string }>;
  const performer = { kind: "user" as const, id: user.id, name: "Test USER" };
  const finishCommit = (importId: string) =>
    commitImportJob([kind])({ accountId: account.id, importId, performer }, job);
  const rows = async (importId: string) => (await procedures.rows({ ...at, importId })).rows;
  return {
    upload,
    finishCommit,
    rows,
    /** Uploads and checks. */
    async checked(content: string | Uint8Array) {
      const { id } = await upload(aFile(content));
      await checkImportJob([kind])({ accountId: account.id, importId: id }, job);
      return id;
    },
    async commit(importId: string) {
      await procedures.commit({ ...at, importId });
      await finishCommit(importId);
    },
    /** What was found wrong, row by row. */
    async told(importId: string) {
      return (await rows(importId)).map((row) => [
        row.line,
        row.state,
        ...row.findings.map((finding) => `${finding.field} ${finding.code}`),
      ]);
    },
  };
}
