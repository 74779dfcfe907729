import type { FileRequest } from "@/authz/server";
import { decryptPseKeys } from "@/platform/crypto";
import { AppError } from "@/shared/kernel/app-error";
import { PSE_MAX_BYTES } from "../domain/pse-reader";
import { readPse } from "../domain/read-pse";
import { importConfiguration } from "./import-configuration";

/** The largest body of an upload of a PSE file, bytes. */
export const PSE_UPLOAD_BYTES = PSE_MAX_BYTES;

/**
 * An uploaded PSE file: form fields `file`, and `passphrase` or `configurationName` where the file needs one. The file is
 * read, and its keys are opened, before the transaction that stores it begins.
 *
 * @throws AppError what `readPse` and `importConfiguration` throw.
 */
export async function uploadPse(request: FileRequest, form: FormData): Promise<{ id: string; name: string }> {
  const file = form.get("file");
  if (!(file instanceof File))
    throw new AppError("BAD_INPUT", "readerConfigurations.fileNeeded", {
      fields: { file: "readerConfigurations.fileNeeded" },
    });
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" && value !== "" ? value.slice(0, 1_000) : undefined;
  };
  const pseFile = { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  const input = { passphrase: text("passphrase"), configurationName: text("configurationName") };
  const pse = await readPse(pseFile, input, decryptPseKeys);
  return request.write((work) => importConfiguration(work, request.siteId, pseFile, pse));
}
