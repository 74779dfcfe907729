import { AppError } from "@/shared/kernel/app-error";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Headers of a file to be saved (RFC 6266): its name in full for those who read UTF-8, in ASCII for the others. */
export function attachment(fileName: string, contentType = WORKBOOK): Record<string, string> {
  const plain = fileName
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\%/]/g, "_");
  const full = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    "content-type": contentType,
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${full}`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // Should a browser show it all the same: without scripts, in an origin of its own.
    "content-security-policy": "sandbox; default-src 'none'",
  };
}

/** What the parts of a form may weigh besides the file itself. */
const FORM_OVERHEAD = 16 * 1024;

/**
 * Reads a multipart form that is at most `maxBytes` large. A body that says that it is larger is refused unread, one that lies as soon as
 * it has become larger.
 *
 * @throws AppError BAD_INPUT `shared.fileTooLarge` (parameter `megabytes`) or `shared.badInput`.
 */
export async function formWithin(request: Request, maxBytes: number): Promise<FormData> {
  const limit = maxBytes + FORM_OVERHEAD;
  const tooLarge = () =>
    new AppError("BAD_INPUT", "shared.fileTooLarge", { params: { megabytes: Math.round(maxBytes / 1024 ** 2) } });
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data") || !request.body) throw new AppError("BAD_INPUT", "shared.badInput");
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return await new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new AppError("BAD_INPUT", "shared.badInput", { cause });
  }
}
