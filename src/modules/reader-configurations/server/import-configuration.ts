import { createHash, randomBytes } from "node:crypto";
import { lockSite } from "@/modules/sites/server";
import { seal, secretMarks } from "@/platform/crypto";
import { accountOf, Prisma, violates, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { plainFileName } from "@/shared/kernel/file-name";
import { newId } from "@/shared/kernel/ids";
import type { ParsedPse, PseFile } from "../domain/pse-reader";

/** What a sealed file and sealed keys are sealed for; what opens keys for a phone names the second. */
const FILE_PURPOSE = "pse-file";
const KEYS_PURPOSE = "pse-keys";

/**
 * Imports a reader configuration from a PSE file that has been read (R177 to R179). The file and its keys are sealed; an
 * opaque file gets a random key (decisions, section 7).
 *
 * @throws AppError NOT_FOUND `sites.notFound`; CONFLICT `readerConfigurations.sameFile` {name} for the very same file,
 * `readerConfigurations.nameTaken` {name} for a name that exists in the account, without case; REFUSED
 * `readerConfigurations.othersFile` for a file, or a key, that another customer has.
 */
export async function importConfiguration(
  work: Work,
  siteId: string,
  file: PseFile,
  pse: ParsedPse,
): Promise<{ id: string; name: string }> {
  const accountId = accountOf(work);
  await lockSite(work, siteId, "shared");
  const fileHash = createHash("sha256").update(file.bytes).digest();
  const twin = await work.tx.readerConfiguration.findFirst({
    where: { accountId, fileHash, deletedAt: null },
    select: { name: true },
  });
  if (twin) throw conflict("sameFile", "file", twin.name);
  const keyMarks = pse.secretKeys && secretMarks(KEYS_PURPOSE, pse.secretKeys);
  await refuseOthersFile(work, fileHash, keyMarks);
  const id = newId();
  const name = pse.configurationName;
  try {
    await work.tx.readerConfiguration.createMany({
      data: [
        {
          id,
          accountId,
          siteId,
          pseName: pse.pseName,
          name,
          format: pse.format,
          fileName: plainFileName(file.fileName, "file.pse"),
          fileHash,
          keyMark: keyMarks?.[0],
          sealedFile: seal(FILE_PURPOSE, file.bytes),
          sealedKeys: seal(KEYS_PURPOSE, pse.secretKeys ?? randomBytes(32)),
          settings: pse.settings === null ? Prisma.DbNull : pse.settings,
          createdAt: work.now,
        },
      ],
    });
  } catch (error) {
    if (violates(error, "reader_configurations_name"))
      throw conflict("nameTaken", pse.format === "OPAQUE" ? "configurationName" : "file", name, error);
    throw error;
  }
  await recordEvent(work, {
    accountId,
    page: "readerConfigurations",
    action: "readerConfigurations.imported",
    params: { name, fileName: plainFileName(file.fileName, "file.pse") },
    siteId,
  });
  return { id, name };
}

/** A file of another customer's encoder is refused: two customers with one key could open each other's doors. */
async function refuseOthersFile(work: Work, hash: Uint8Array, marks: Uint8Array[] | null): Promise<void> {
  const hex = (marks ?? []).map((mark) => Buffer.from(mark).toString("hex"));
  const [found] = await work.tx.$queryRaw<{ others: boolean }[]>`
    SELECT pse_of_another_account(${hash}::bytea,
      (SELECT array_agg(decode(m.mark, 'hex') ORDER BY m.n) FROM unnest(${hex}::text[]) WITH ORDINALITY AS m (mark, n))) AS others`;
  const code = "readerConfigurations.othersFile";
  if (found?.others) throw new AppError("REFUSED", code, { fields: { file: code } });
}

function conflict(reason: string, field: string, name: string, cause?: unknown): AppError {
  const code = `readerConfigurations.${reason}`;
  return new AppError("CONFLICT", code, { params: { name }, fields: { [field]: code }, cause });
}
