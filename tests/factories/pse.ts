import { randomBytes } from "node:crypto";
import { openPseKeyContent, writeOpenPse } from "@/modules/reader-configurations/domain/open-pse-reader";
import { encryptPseKeys } from "@/platform/crypto";
import { FIGURE_52 } from "../../prisma/demo-pse";

export { FIGURE_52 };

export const PASSPHRASE = "correct horse battery staple";

/** An open PSE file as bytes, its keys sealed with `PASSPHRASE`. */
export async function anOpenPse(configuration: string, key: Uint8Array = randomBytes(32)): Promise<Buffer> {
  const keys = await encryptPseKeys(openPseKeyContent(key), PASSPHRASE);
  return Buffer.from(writeOpenPse({ name: `PSE ${configuration}`, configuration, settings: FIGURE_52, keys }));
}

/** A form as the import's page sends it. */
export function aPseForm(bytes: Uint8Array, fields: Record<string, string> = {}, fileName = "london.pse"): FormData {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], fileName));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
