import { actorFrom } from "@/authz";
import { type FileRequest, loadAccess, performerOf } from "@/authz/server";
import { cardImport, uploadCards } from "@/modules/cards/server";
import { askCommit, IMPORT_UPLOAD_BYTES } from "@/modules/imports/server";
import { accountOf, accountScope, inTransaction, Prisma, type Work } from "@/platform/db";
import { addJob, type JobHandler } from "@/platform/jobs";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import { compatDate } from "../../domain/compat-values";
import { compatText } from "./compat-answers";
import { type CompatCall, siteOf } from "./compat-lookup";

export const API_IMPORT_JOB = "api-import";
/** How often the job looks whether the check is over, and for how long. */
const LOOKS = { everySeconds: 2, most: 900 };
type Payload = { accountId: string; siteId: string; importId: string; tokenId: string; look: number };

/** ImportVirtualCardV3: takes the file; checking it and making its good rows goes on in the background. */
export async function importVirtualCards(input: CompatCall) {
  const { call, form } = input;
  const site = await siteOf(input, "cards.create");
  const file = [...(form?.values() ?? [])].find((part) => typeof part !== "string");
  if (!file) throw new AppError("BAD_INPUT", "imports.fileNeeded");
  const upload = new FormData();
  upload.set("file", file);
  const query = new URLSearchParams({ siteId: site.id });
  const request: FileRequest = await call.file({ kind: "site", right: "cards.create" }, query);
  const { id } = await uploadCards(request, upload);
  await request.write((work) =>
    look(work, { accountId: accountOf(work), siteId: site.id, importId: id, tokenId: call.actor.userId, look: 0 }),
  );
  return { StatusCode: 200, Message: compatText(call, "importing"), responseMessage: [compatText(call, "importing")] };
}

export const COMPAT_IMPORT_BYTES = IMPORT_UPLOAD_BYTES;

function look(work: Work, payload: Payload): Promise<void> {
  const runAt = new Date(work.now.getTime() + (payload.look === 0 ? 0 : LOOKS.everySeconds * 1_000));
  return addJob(work, API_IMPORT_JOB, payload, { key: `api-import:${payload.importId}`, runAt });
}

/** The job that commits what a token has imported once it is checked, with the token's rights at that time. */
export const apiImportJob: JobHandler<Payload> = async (payload) => {
  const actor = actorFrom(await loadAccess(payload.tokenId));
  if (!actor || actor.accountId !== payload.accountId) return;
  const options = { scope: accountScope(payload.accountId), performer: performerOf(actor) };
  await inTransaction(options, async (work) => {
    const found = await work.tx.import.findFirst({ where: { accountId: payload.accountId, id: payload.importId } });
    if (found?.state === "CHECKING") {
      if (payload.look < LOOKS.most) await look(work, { ...payload, look: payload.look + 1 });
      return;
    }
    if (found?.state !== "CHECKED" || found.failure) return;
    try {
      await askCommit(work, actor, cardImport, payload.siteId, payload.importId);
    } catch (error) {
      // Nothing good in the file: its rows stay to be looked at in the portal.
      if (!isAppError(error) || error.code !== "imports.nothingGood") throw error;
    }
  });
};

/** GetFileImportedStatusV3: whether everything that tokens of this account have imported is done with. */
export async function fileImportedStatus({ call }: CompatCall) {
  const [row] = await call.read(
    (work) => work.tx.$queryRaw<{ busy: boolean }[]>`
      SELECT EXISTS (SELECT FROM imports i WHERE i.account_id = ${accountOf(work)}::uuid
        AND i.created_by_id IN (SELECT t.id FROM api_tokens t WHERE t.account_id = i.account_id)
        AND (i.state IN ('READING', 'CHECKING', 'COMMITTING') OR (i.state = 'CHECKED' AND i.failure IS NULL AND i.good + i.warned > 0))
      ) AS busy`,
  );
  return { isFileImported: row?.busy ? "no" : "yes" };
}

type HistoryRow = { state: string; failure: string | null; createdAt: Date; email: string | null; zone: string };

/** GetImportHistoryV3: the imports of a site, the latest first. */
export async function importHistory(input: CompatCall) {
  const { call } = input;
  const site = await siteOf(input, "cards.create");
  const rows = await call.read((work) =>
    work.tx.$queryRaw<HistoryRow[]>(Prisma.sql`
      SELECT i.state, i.failure, i.created_at AS "createdAt", coalesce(u.email, a.email) AS email, a.time_zone AS zone
      FROM imports i JOIN accounts a ON a.id = i.account_id LEFT JOIN users u ON u.account_id = i.account_id AND u.id = i.created_by_id
      WHERE i.account_id = ${accountOf(work)}::uuid AND i.site_id = ${site.id}::uuid AND i.kind = 'CARDS' AND i.state <> 'READING'
      ORDER BY i.created_at DESC, i.id DESC LIMIT 200`),
  );
  return rows.map((row) => ({
    ImportStatus: compatText(call, `imports.${statusOfImport(row)}`),
    SiteName: site.name,
    Email: row.email ?? "",
    ImportDate: compatDate(row.createdAt, row.zone),
  }));
}

function statusOfImport({ state, failure }: HistoryRow): "done" | "failed" | "running" | "checked" {
  if (state === "COMMITTED") return "done";
  if (state === "FAILED" || failure) return "failed";
  return state === "CHECKED" ? "checked" : "running";
}
