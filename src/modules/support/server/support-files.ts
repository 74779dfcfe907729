import type { FileAnswer, FileRequest } from "@/authz/server";
import { isLocale } from "@/i18n/locales";
import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { plainFileName } from "@/shared/kernel/file-name";
import { isUuid, newId } from "@/shared/kernel/ids";
import { SUPPORT_FILE_BYTES, SUPPORT_FILES_PER_ITEM } from "../contract";
import { fileKindOf, nameWithEnding } from "../domain/file-kind";

/**
 * A file for an item (`itemId` in the query): form fields `file`, and `locale` where it is for one language; it takes the place of
 * the one that the item has for that language. What it is, its bytes tell.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT `support.fileNeeded`, `support.fileKind`, `shared.fileTooLarge`; REFUSED `support.tooManyFiles`.
 */
export async function uploadSupportFile(request: FileRequest, form: FormData): Promise<{ id: string }> {
  const itemId = request.query.get("itemId") ?? "";
  if (!isUuid(itemId)) throw new AppError("NOT_FOUND", "shared.notFound");
  const file = form.get("file");
  const wrong = (code: string, params = {}) => new AppError("BAD_INPUT", code, { params, fields: { file: code } });
  if (!(file instanceof File) || file.size === 0) throw wrong("support.fileNeeded");
  if (file.size > SUPPORT_FILE_BYTES) throw wrong("shared.fileTooLarge", { megabytes: SUPPORT_FILE_BYTES / 1024 ** 2 });
  const content = new Uint8Array(await file.arrayBuffer());
  const kind = fileKindOf(content);
  if (!kind) throw wrong("support.fileKind");
  const given = String(form.get("locale") ?? "");
  const locale = isLocale(given) ? given : null;
  const name = nameWithEnding(plainFileName(file.name, "file"), kind);
  return request.write((work) => keepFile(work, { itemId, locale, name, type: kind.type, content }));
}

type NewFile = { itemId: string; locale: string | null; name: string; type: string; content: Uint8Array<ArrayBuffer> };

async function keepFile(work: Work, { itemId, locale, name, type, content }: NewFile): Promise<{ id: string }> {
  const found = await work.tx.$queryRaw<{ id: string }[]>`
    select id from support_items where id = ${itemId}::uuid for update`;
  if (found.length === 0) throw new AppError("NOT_FOUND", "shared.notFound");
  await work.tx.supportFile.deleteMany({ where: { itemId, locale } });
  if ((await work.tx.supportFile.count({ where: { itemId } })) >= SUPPORT_FILES_PER_ITEM)
    throw new AppError("REFUSED", "support.tooManyFiles");
  const id = newId();
  await work.tx.supportFile.create({
    data: { id, itemId, locale, name, type, bytes: content.byteLength, content, createdAt: work.now },
  });
  work.touch("operator");
  return { id };
}

/**
 * Takes a file off the Support page.
 *
 * @throws AppError NOT_FOUND.
 */
export async function deleteSupportFile(work: Work, fileId: string): Promise<void> {
  const { count } = await work.tx.supportFile.deleteMany({ where: { id: fileId } });
  if (count === 0) throw new AppError("NOT_FOUND", "shared.notFound");
  work.touch("operator");
}

/**
 * A file of the Support page (`id` in the query), to be saved, never shown in the page. In an account's scope only files of what is
 * published are there; the operator's editor asks in the system scope.
 *
 * @throws AppError NOT_FOUND.
 */
export async function downloadSupportFile(request: FileRequest): Promise<FileAnswer> {
  const id = request.query.get("id") ?? "";
  const file = isUuid(id) ? await request.read((work) => work.tx.supportFile.findUnique({ where: { id } })) : null;
  if (!file) throw new AppError("NOT_FOUND", "shared.notFound");
  return { fileName: file.name, contentType: file.type, content: file.content };
}
